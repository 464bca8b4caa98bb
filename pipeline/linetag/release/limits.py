"""Limits of what is read of a release. Real releases stay far below those of sizes."""

from linetag.inputs.limits import MIB

MAX_BYTES = 16 * MIB
"""Bytes of the largest release that is text: whole annual reports have ten millions, releases under one."""

MAX_FIGURE = 100
"""Characters of the longest text that can be a figure; a longer one is prose."""

MAX_CAPTION = 4_000
"""Characters of the longest label in which amounts are looked for."""

MAX_LIST_LINE = 1_000
"""Characters of the longest line that can be an item of a list; a longer one is prose."""

MAX_INHERITED_LINES = 100
"""Lines of a heading that a table without its own takes over: many tables would repeat a long one."""

MAX_ABBREVIATION = 3
"""Letters of the longest single word in capitals that is an abbreviation, not a heading in capitals."""

MAX_HTML_BYTES = 32 * MIB
"""Bytes of the largest page of HTML; whole quarterly reports have four millions."""

MAX_PAGE_CELLS = 150_000
"""Cells of all tables of a file, whatever its format; a quarterly report has 10,000."""

MAX_PARAGRAPHS = 150_000
"""Paragraphs of a page of HTML or a Word document; a quarterly report has 1,000."""

MAX_PAGES_OF_FILE = 1_000
"""Pages of HTML in one file; a filing with all of its exhibits has twenty."""

MAX_GRID_COLUMNS = 500
"""Columns of the widest table or sheet, and the most rows that one cell can span."""

MAX_GLUED_FIGURES = 24
"""Figures of one row of glued text; statements have up to ten columns, and a total may follow unlabelled."""

MAX_PLACED_COLUMNS = 8
"""Columns of a table of glued text in which a row with empty cells is tried in every place."""

MAX_GLUED_READINGS = 1_000
"""Ways to read the figures of rows whose sums are tried; more leave a row undecided."""

MAX_SUM_ROWS = 40
"""Rows above a total that are tried as its sum when glued figures are separated."""

MAX_GLUED_CAPTION = 800
"""Characters between two rows of figures in a text that are a caption; more are prose, and end the table."""

MAX_HEADING_ROWS = 3
"""Lines without tabs, one after the other inside a table with tabs, that are headings of its rows."""

MAX_HEADING_ROW = 120
"""Characters of the longest such line; a longer one is prose."""

MAX_PAGE_WIDTH = 400
"""Characters of the longest line of fixed-width text; wide tables have 200, a longer line is a paragraph."""

MAX_SPANNED_COLUMNS = 40
"""Figure columns of the widest table whose headers are placed by all of its columns at once."""

MAX_PDF_BYTES = 64 * MIB
"""Bytes of the largest PDF; annual reports with pictures have twenty millions."""

MAX_PDF_PAGES = 1_000
"""Pages of a PDF that are read; annual reports have 300."""

MAX_PAGE_LETTERS = 50_000
"""Characters of a page of a PDF that are read; a page of small print has 10,000."""

MAX_PDF_LETTERS = 2_000_000
"""Characters of a whole PDF that are read; an annual report has one million."""

MAX_PAGE_OBJECTS = 20_000
"""Objects of a page of a PDF that are looked at for rules; a page full of tables has 2,000."""

MAX_OFFICE_BYTES = 64 * MIB
"""Bytes of the largest workbook or Word document; reports with pictures have twenty millions."""

MAX_PACKAGE_PARTS = 5_000
"""Parts of an Office file; a workbook with a hundred sheets has 300."""

MAX_PART_BYTES = 64 * MIB
"""Bytes of the largest part of an Office file, unpacked; a whole annual report has twenty millions."""

MAX_UNPACKED_BYTES = 128 * MIB
"""Bytes that are unpacked of all parts of an Office file together."""

MAX_SHRINKING = 400
"""How many times a part may grow while it is unpacked; sheets of equal rows grow a hundred times."""

MAX_CELL_TEXT = 200
"""Characters of a text of a workbook that count as one cell; cells can share a text, and repeat it so."""

MAX_FORMAT = 255
"""Characters of the longest number format, as in spreadsheet programs; a longer one is not used."""

MAX_PART_TAGS = 2_000_000
"""Tags of the largest part of an Office file; each takes a hundred bytes of memory."""
