"""IIJ's summary of November 8, 2012 in both forms, fact by fact.

Written by hand from the release, the Japanese strings of its filing.toml and the description of
the forms, not by running the program. Yen are in full, growth and ratios are fractions. A line is
read by `form_lists`: element, period and members, value, unit.
"""

# ruff: noqa: E501 - a fact is a line, whatever the length of its name

FORM_2014 = """
# cover
FASFMemberMark | now | true
DocumentName | now | 第２四半期決算短信〔米国基準〕（連結）
FilingDate | now | 2012-11-08
CompanyName | now | 株式会社インターネットイニシアティブ
TokyoStockExchange | now | true
TokyoStockExchange1stSection | now | true
TokyoStockExchange2ndSection | now | false
TokyoStockExchangeMothers | now | false
TokyoStockExchangeJASDAQ | now | false
TokyoStockExchangePROMarket | now | false
TokyoStockExchangeOthers | now | false
NagoyaStockExchange | now | false
NagoyaStockExchange1stSection | now | false
NagoyaStockExchange2ndSection | now | false
NagoyaStockExchangeCentrex | now | false
NagoyaStockExchangeOthers | now | false
SapporoStockExchange | now | false
SapporoStockExchangeEstablished | now | false
SapporoStockExchangeAmbitious | now | false
SapporoStockExchangeOthers | now | false
FukuokaStockExchange | now | false
FukuokaStockExchangeEstablished | now | false
FukuokaStockExchangeQBoard | now | false
FukuokaStockExchangeOthers | now | false
JapanSecuritiesDealersAssociation | now | false
JapanSecuritiesDealersAssociationGreenSheet | now | false
SecuritiesCode | now | 37740
URL | now | http://www.iij.ad.jp/
GeneralBusiness | year-end | true
SpecificBusiness | year-end | false
FiscalYearEnd | year-end | 2013-03-31
QuarterlyPeriod | now | 2 | Pure 0
TitleRepresentative | now | 代表取締役社長
NameRepresentative | now | 鈴木　幸一
TitleInquiries | now | 常務取締役CFO
NameInquiries | now | 渡井　昭久
Tel | now | (03) 5259-6500
QuarterlyStatementFilingDateAsPlanned | now | 2012-11-14
DividendPayableDateAsPlanned | now | 2012-12-06
SupplementalMaterialOfQuarterlyResults | now | true
WayOfGettingSupplementalMaterialOfQuarterlyResults | now | nil
ConveningBriefingOfQuarterlyResults | now | true
TargetForBriefingOfQuarterlyResults | now | （機関投資家・アナリスト向け）
NoteToFractionProcessingMethod | now | （百万円未満四捨五入）
# 1 (1), thousands of the income statement: 51,108,943 and 47,206,962; 3,262,826 and 2,448,207 ...
OperatingRevenuesUS | half C result | 51109000000 | JPY
ChangeInOperatingRevenuesUS | half C result | 0.083 | Pure
OperatingRevenuesUS | prior-half C result | 47207000000 | JPY
ChangeInOperatingRevenuesUS | prior-half C result | 0.377 | Pure
OperatingIncomeUS | half C result | 3263000000 | JPY
ChangeInOperatingIncomeUS | half C result | 0.333 | Pure
OperatingIncomeUS | prior-half C result | 2448000000 | JPY
ChangeInOperatingIncomeUS | prior-half C result | 1.038 | Pure
IncomeBeforeIncomeTaxesUS | half C result | 3176000000 | JPY
ChangeInIncomeBeforeIncomeTaxesUS | half C result | 0.387 | Pure
IncomeBeforeIncomeTaxesUS | prior-half C result | 2291000000 | JPY
ChangeInIncomeBeforeIncomeTaxesUS | prior-half C result | 1.277 | Pure
NetIncomeUS | half C result | 2007000000 | JPY
ChangeInNetIncomeUS | half C result | 0.474 | Pure
NetIncomeUS | prior-half C result | 1361000000 | JPY
ChangeInNetIncomeUS | prior-half C result | 0.584 | Pure
ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | half C result | 1997000000 | JPY
ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | half C result | 0.444 | Pure
ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | prior-half C result | 1383000000 | JPY
ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | prior-half C result | nil | Pure
NoteToConsolidatedIncomeStatementsInformationUS | half C result | 税引前四半期純利益は、連結損益計算書における法人税等及び持分法による投資損益前の利益です。
BasicNetIncomePerShareUS | half C result | 49.51 | JPYPerShares
BasicNetIncomePerShareUS | prior-half C result | 33.59 | JPYPerShares
DilutedNetIncomePerShareUS | half C result | 49.48 | JPYPerShares
DilutedNetIncomePerShareUS | prior-half C result | 33.58 | JPYPerShares
NoteToOperatingResults | half C result | 平成24年10月1日を効力発生日として普通株式1株を200株に分割しました。1株当たり利益は、前連結会計年度の期首に当該分割が行われたと仮定して算定しています。
# 1 (2)
TotalAssetsUS | now C result | 75723000000 | JPY
TotalAssetsUS | prior-end C result | 73493000000 | JPY
NetAssetsUS | now C result | 34359000000 | JPY
NetAssetsUS | prior-end C result | 32696000000 | JPY
ShareholdersEquityUS | now C result | 34350000000 | JPY
ShareholdersEquityUS | prior-end C result | 32688000000 | JPY
ShareholdersEquityRatioUS | now C result | 0.454 | Pure
ShareholdersEquityRatioUS | prior-end C result | 0.445 | Pure
NoteToFinancialPositions | now C result | nil
NoteToConsolidatedFinancialResults | half C result | nil
# 2
DividendPerShare | prior-year 1Q N result | nil | JPYPerShares
DividendPerShare | prior-year 2Q N result | 1500.00 | JPYPerShares
DividendPerShare | prior-year 3Q N result | nil | JPYPerShares
DividendPerShare | prior-year end N result | 1750.00 | JPYPerShares
DividendPerShare | prior-year total N result | 3250.00 | JPYPerShares
DividendPerShare | year 1Q N result | nil | JPYPerShares
DividendPerShare | year 2Q N result | 1750.00 | JPYPerShares
DividendPerShare | year 3Q N forecast | nil | JPYPerShares
DividendPerShare | year 3Q N upper | nil | JPYPerShares
DividendPerShare | year 3Q N lower | nil | JPYPerShares
DividendPerShare | year end N forecast | 8.75 | JPYPerShares
DividendPerShare | year end N upper | nil | JPYPerShares
DividendPerShare | year end N lower | nil | JPYPerShares
DividendPerShare | year total N forecast | 1758.75 | JPYPerShares
DividendPerShare | year total N upper | nil | JPYPerShares
DividendPerShare | year total N lower | nil | JPYPerShares
CorrectionOfDividendForecastInThisQuarter | year total N result | false
NoteToDividends | half total N result | 平成25年3月期の期末配当予想は平成24年10月1日を効力発生日とする1：200の株式分割後の1株当たり、第2四半期末配当は分割前の1株当たりの金額です。
# 3
TitleForForecasts | year C forecast | 3．平成25年3月期の連結業績予想（平成24年4月1日～平成25年3月31日）
PreambleToForecasts | year C forecast | nil
OperatingRevenuesUS | year C forecast | 107000000000 | JPY
OperatingRevenuesUS | year C upper | nil | JPY
OperatingRevenuesUS | year C lower | nil | JPY
ChangeInOperatingRevenuesUS | year C forecast | 0.100 | Pure
ChangeInOperatingRevenuesUS | year C upper | nil | Pure
ChangeInOperatingRevenuesUS | year C lower | nil | Pure
OperatingIncomeUS | year C forecast | 7500000000 | JPY
OperatingIncomeUS | year C upper | nil | JPY
OperatingIncomeUS | year C lower | nil | JPY
ChangeInOperatingIncomeUS | year C forecast | 0.180 | Pure
ChangeInOperatingIncomeUS | year C upper | nil | Pure
ChangeInOperatingIncomeUS | year C lower | nil | Pure
IncomeBeforeIncomeTaxesUS | year C forecast | 6900000000 | JPY
IncomeBeforeIncomeTaxesUS | year C upper | nil | JPY
IncomeBeforeIncomeTaxesUS | year C lower | nil | JPY
ChangeInIncomeBeforeIncomeTaxesUS | year C forecast | 0.155 | Pure
ChangeInIncomeBeforeIncomeTaxesUS | year C upper | nil | Pure
ChangeInIncomeBeforeIncomeTaxesUS | year C lower | nil | Pure
NetIncomeUS | year C forecast | 4000000000 | JPY
NetIncomeUS | year C upper | nil | JPY
NetIncomeUS | year C lower | nil | JPY
ChangeInNetIncomeUS | year C forecast | 0.099 | Pure
ChangeInNetIncomeUS | year C upper | nil | Pure
ChangeInNetIncomeUS | year C lower | nil | Pure
BasicNetIncomePerShareUS | year C forecast | 98.68 | JPYPerShares
BasicNetIncomePerShareUS | year C upper | nil | JPYPerShares
BasicNetIncomePerShareUS | year C lower | nil | JPYPerShares
NoteToForecasts | year C forecast | 1株当たり利益の予想は、平成24年10月1日を効力発生日とする1：200の株式分割後の株式数により算定しています。
CorrectionOfConsolidatedFinancialForecastInThisQuarter | year C forecast | false
# 4
MaterialChangesInSubsidiariesDuringThisPeriodChangesInScopeOfConsolidationsResultingFromChangeIsSubsidiariesUS | half C result | false
NumberOfSubsidiariesNewlyConsolidatedUS | half C result | nil | NumberOfCompanies
NameOfSubsidiariesNewlyConsolidatedUS | half C result | nil
NumberOfSubsidiariesExcludedFromConsolidationUS | half C result | nil | NumberOfCompanies
NameOfSubsidiariesExcludedFromConsolidationUS | half C result | nil
NoteToMaterialChangesInSubsidiariesDuringThisPeriod | half C result | nil
ApplyingOfSimplifiedMethodOfAccountingAndSpecificAccountingOfTheConsolidatedQuarterlyFinancialStatements | half C result | nil
NoteToApplyingOfSimplifiedMethodOfAccountingAndSpecificAccountingOfTheConsolidatedQuarterlyFinancialStatements | half C result | nil
ChangesBasedOnRevisionsOfAccountingStandardUS | half C result | true
ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS | half C result | false
NoteToChangesInAccountingPrinciplesProceduresAndThePresentationOfTheConsolidatedQuarterlyFinancialStatements | half C result | nil
NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock | now N result | 41295600 | Shares
NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock | prior-end N result | 41295600 | Shares
NumberOfTreasuryStockAtTheEndOfFiscalYear | now N result | 758800 | Shares
NumberOfTreasuryStockAtTheEndOfFiscalYear | prior-end N result | 758800 | Shares
AverageNumberOfShares | half N result | 40536800 | Shares
AverageNumberOfShares | prior-half N result | 40536800 | Shares
NoteToNumberOfIssuedAndOutstandingSharesCommonStock | now N result | 株式数は、平成24年10月1日を効力発生日とする1：200の株式分割後の株式数です。
ExpressionOfImplementationStatusOfQuarterlyReviewProcedures | half | nil
NotesForUsingForecastedInformationAndOthers | year | 業績予想は、本資料の発表日現在において入手可能な情報に基づくものであり、リスク及び不確実性を含みます。実際の業績は、様々な要因により予想と異なる場合があります。
"""

# The 2007 form: prefixes of its namespaces, forecasts and schedules in the names, one kind of context.
FORM_2007 = """
# cover
ed:FASFMemberMark | now | true
ed:DocumentName | now | 第２四半期決算短信〔米国基準〕（連結）
ed:FilingDate | now | 2012-11-08
ed:CompanyName | now | 株式会社インターネットイニシアティブ
ed:TokyoStockExchange | now | true
ed:TokyoStockExchange1stSection | now | true
ed:TokyoStockExchange2ndSection | now | false
ed:TokyoStockExchangeMothers | now | false
ed:TokyoStockExchangeOthers | now | false
ed:OsakaStockExchange | now | false
ed:OsakaStockExchange1stSection | now | false
ed:OsakaStockExchange2ndSection | now | false
ed:OsakaStockExchangeJASDAQ | now | false
ed:OsakaStockExchangeOthers | now | false
ed:NagoyaStockExchange | now | false
ed:NagoyaStockExchange1stSection | now | false
ed:NagoyaStockExchange2ndSection | now | false
ed:NagoyaStockExchangeCentrex | now | false
ed:NagoyaStockExchangeOthers | now | false
ed:SapporoStockExchange | now | false
ed:SapporoStockExchangeEstablished | now | false
ed:SapporoStockExchangeAmbitious | now | false
ed:SapporoStockExchangeOthers | now | false
ed:FukuokaStockExchange | now | false
ed:FukuokaStockExchangeEstablished | now | false
ed:FukuokaStockExchangeQBoard | now | false
ed:FukuokaStockExchangeOthers | now | false
ed:JapanSecuritiesDealersAssociation | now | false
ed:JapanSecuritiesDealersAssociationGreenSheet | now | false
ed:SecuritiesCode | now | 37740
ed:URL | now | http://www.iij.ad.jp/
ed:GeneralBusiness | now | true
ed:SpecificBusiness | now | false
ed:FiscalYearEnd | now | 2013-03-31
hi:QuarterlyPeriod | now | 2 | Pure 0
ed:TitleRepresentative | now | 代表取締役社長
ed:NameRepresentative | now | 鈴木　幸一
ed:TitleInquiries | now | 常務取締役CFO
ed:NameInquiries | now | 渡井　昭久
ed:Tel | now | (03) 5259-6500
hi:QuarterlyStatementFilingDateAsPlanned | now | 2012-11-14
ed:DividendPayableDateAsPlanned | now | 2012-12-06
hi:SupplementalMaterialOfQuarterlyResults | half | true
hi:WayOfGettingSupplementalMaterialOfQuarterlyResults | half | nil
hi:ConveningBriefingOfQuarterlyResults | half | true
hi:TargetForBriefingOfQuarterlyResults | half | （機関投資家・アナリスト向け）
ed:NoteToFractionProcessingMethod | half | （百万円未満四捨五入）
# 1 (1)
ed:OperatingRevenuesUS | half | 51109000000 | JPY
ed:ChangeInOperatingRevenuesUS | half | 0.083 | Pure
ed:OperatingRevenuesUS | prior-half | 47207000000 | JPY
ed:ChangeInOperatingRevenuesUS | prior-half | 0.377 | Pure
ed:OperatingIncomeUS | half | 3263000000 | JPY
ed:ChangeInOperatingIncomeUS | half | 0.333 | Pure
ed:OperatingIncomeUS | prior-half | 2448000000 | JPY
ed:ChangeInOperatingIncomeUS | prior-half | 1.038 | Pure
ed:IncomeBeforeIncomeTaxesUS | half | 3176000000 | JPY
ed:ChangeInIncomeBeforeIncomeTaxesUS | half | 0.387 | Pure
ed:IncomeBeforeIncomeTaxesUS | prior-half | 2291000000 | JPY
ed:ChangeInIncomeBeforeIncomeTaxesUS | prior-half | 1.277 | Pure
ed:NetIncomeUS | half | 2007000000 | JPY
ed:ChangeInNetIncomeUS | half | 0.474 | Pure
ed:NetIncomeUS | prior-half | 1361000000 | JPY
ed:ChangeInNetIncomeUS | prior-half | 0.584 | Pure
ed:ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | half | 1997000000 | JPY
ed:ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | half | 0.444 | Pure
ed:ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | prior-half | 1383000000 | JPY
ed:ChangeInComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US | prior-half | nil | Pure
ed:NoteToConsolidatedIncomeStatementsInformation | half | 税引前四半期純利益は、連結損益計算書における法人税等及び持分法による投資損益前の利益です。
ed:BasicNetIncomePerShareUS | half | 49.51 | JPYPerShares
ed:BasicNetIncomePerShareUS | prior-half | 33.59 | JPYPerShares
ed:DilutedNetIncomePerShareUS | half | 49.48 | JPYPerShares
ed:DilutedNetIncomePerShareUS | prior-half | 33.58 | JPYPerShares
ed:NoteToConsolidatedOperatingResults | half | 平成24年10月1日を効力発生日として普通株式1株を200株に分割しました。1株当たり利益は、前連結会計年度の期首に当該分割が行われたと仮定して算定しています。
# 1 (2)
ed:TotalAssetsUS | now | 75723000000 | JPY
ed:TotalAssetsUS | prior-end | 73493000000 | JPY
ed:NetAssetsUS | now | 34359000000 | JPY
ed:NetAssetsUS | prior-end | 32696000000 | JPY
ed:ShareholdersEquityUS | now | 34350000000 | JPY
ed:ShareholdersEquityUS | prior-end | 32688000000 | JPY
ed:ShareholdersEquityRatioUS | now | 0.454 | Pure
ed:ShareholdersEquityRatioUS | prior-end | 0.445 | Pure
ed:NoteToConsolidatedFinancialPositions | now | nil
ed:NoteToConsolidatedFinancialResults | half | nil
# 2
ed:ResultDividendPerShare1stQuarter | prior-year | nil | JPYPerShares
ed:ResultDividendPerShare2ndQuarter | prior-year | 1500.00 | JPYPerShares
ed:ResultDividendPerShare3rdQuarter | prior-year | nil | JPYPerShares
ed:ResultDividendPerShareFiscalYearEnd | prior-year | 1750.00 | JPYPerShares
ed:ResultDividendPerShareAnnual | prior-year | 3250.00 | JPYPerShares
ed:ResultDividendPerShare1stQuarter | year | nil | JPYPerShares
ed:ResultDividendPerShare2ndQuarter | year | 1750.00 | JPYPerShares
ed:ForecastDividendPerShare3rdQuarter | year | nil | JPYPerShares
ed:ForecastUpperDividendPerShare3rdQuarter | year | nil | JPYPerShares
ed:ForecastLowerDividendPerShare3rdQuarter | year | nil | JPYPerShares
ed:ForecastDividendPerShareFiscalYearEnd | year | 8.75 | JPYPerShares
ed:ForecastUpperDividendPerShareFiscalYearEnd | year | nil | JPYPerShares
ed:ForecastLowerDividendPerShareFiscalYearEnd | year | nil | JPYPerShares
ed:ForecastDividendPerShareAnnual | year | 1758.75 | JPYPerShares
ed:ForecastUpperDividendPerShareAnnual | year | nil | JPYPerShares
ed:ForecastLowerDividendPerShareAnnual | year | nil | JPYPerShares
hi:CorrectionOfDividendForecastInThisQuarter | year | false
ed:NoteToDividends | half | 平成25年3月期の期末配当予想は平成24年10月1日を効力発生日とする1：200の株式分割後の1株当たり、第2四半期末配当は分割前の1株当たりの金額です。
# 3
ed:TitleForConsolidatedForecasts | year | 3．平成25年3月期の連結業績予想（平成24年4月1日～平成25年3月31日）
ed:PreambleToConsolidatedForecasts | year | nil
ed:ForecastOperatingRevenuesUS | year | 107000000000 | JPY
ed:ForecastUpperOperatingRevenuesUS | year | nil | JPY
ed:ForecastLowerOperatingRevenuesUS | year | nil | JPY
ed:ChangeForecastOperatingRevenuesUS | year | 0.100 | Pure
ed:ChangeForecastUpperOperatingRevenuesUS | year | nil | Pure
ed:ChangeForecastLowerOperatingRevenuesUS | year | nil | Pure
ed:ForecastOperatingIncomeUS | year | 7500000000 | JPY
ed:ForecastUpperOperatingIncomeUS | year | nil | JPY
ed:ForecastLowerOperatingIncomeUS | year | nil | JPY
ed:ChangeForecastOperatingIncomeUS | year | 0.180 | Pure
ed:ChangeForecastUpperOperatingIncomeUS | year | nil | Pure
ed:ChangeForecastLowerOperatingIncomeUS | year | nil | Pure
ed:ForecastIncomeBeforeIncomeTaxesUS | year | 6900000000 | JPY
ed:ForecastUpperIncomeBeforeIncomeTaxesUS | year | nil | JPY
ed:ForecastLowerIncomeBeforeIncomeTaxesUS | year | nil | JPY
ed:ChangeForecastIncomeBeforeIncomeTaxesUS | year | 0.155 | Pure
ed:ChangeForecastUpperIncomeBeforeIncomeTaxesUS | year | nil | Pure
ed:ChangeForecastLowerIncomeBeforeIncomeTaxesUS | year | nil | Pure
ed:ForecastNetIncomeUS | year | 4000000000 | JPY
ed:ForecastUpperNetIncomeUS | year | nil | JPY
ed:ForecastLowerNetIncomeUS | year | nil | JPY
ed:ChangeForecastNetIncomeUS | year | 0.099 | Pure
ed:ChangeForecastUpperNetIncomeUS | year | nil | Pure
ed:ChangeForecastLowerNetIncomeUS | year | nil | Pure
ed:ForecastBasicNetIncomePerShareUS | year | 98.68 | JPYPerShares
ed:ForecastUpperBasicNetIncomePerShareUS | year | nil | JPYPerShares
ed:ForecastLowerBasicNetIncomePerShareUS | year | nil | JPYPerShares
ed:NoteToConsolidatedForecasts | year | 1株当たり利益の予想は、平成24年10月1日を効力発生日とする1：200の株式分割後の株式数により算定しています。
hi:CorrectionOfConsolidatedFinancialForecastInThisQuarter | year | false
# 4
ed:MaterialChangesInSubsidiariesDuringThisPeriodChangesInScopeOfConsolidationsResultingFromChangeIsSubsidiariesUS | half | false
ed:NumberOfSubsidiariesNewlyConsolidatedUS | half | nil | NumberOfCompanies
ed:NameOfSubsidiariesNewlyConsolidatedUS | half | nil
ed:NumberOfSubsidiariesExcludedFromConsolidationUS | half | nil | NumberOfCompanies
ed:NameOfSubsidiariesExcludedFromConsolidationUS | half | nil
ed:NoteToMaterialChangesInSubsidiariesDuringThisPeriod | half | nil
hi:ApplyingOfSimplifiedMethodOfAccountingAndSpecificAccountingOfTheConsolidatedQuarterlyFinancialStatements | half | nil
hi:NoteToApplyingOfSimplifiedMethodOfAccountingAndSpecificAccountingOfTheConsolidatedQuarterlyFinancialStatements | half | nil
ed:ChangesBasedOnRevisionsOfAccountingStandardUS | half | true
ed:ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS | half | false
hi:NoteToChangesInAccountingPrinciplesProceduresAndThePresentationOfTheConsolidatedQuarterlyFinancialStatements | half | nil
ed:NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock | now | 41295600 | Shares
ed:NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock | prior-end | 41295600 | Shares
ed:NumberOfTreasuryStockAtTheEndOfFiscalYear | now | 758800 | Shares
ed:NumberOfTreasuryStockAtTheEndOfFiscalYear | prior-end | 758800 | Shares
ed:AverageNumberOfShares | half | 40536800 | Shares
ed:AverageNumberOfShares | prior-half | 40536800 | Shares
ed:NoteToNumberOfIssuedAndOutstandingSharesCommonStock | now | 株式数は、平成24年10月1日を効力発生日とする1：200の株式分割後の株式数です。
hi:ExpressionOfImplementationStatusOfQuarterlyReviewProcedures | half | nil
ed:NotesForUsingForecastedInformationAndOthers | year | 業績予想は、本資料の発表日現在において入手可能な情報に基づくものであり、リスク及び不確実性を含みます。実際の業績は、様々な要因により予想と異なる場合があります。
"""
