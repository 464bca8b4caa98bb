"""A filing folder and its release, put together: what the folder does not say, the release says.

WrittenFiling (filing.toml, lines.csv, extension.csv)      ReleaseReading (statements, sums)
└──────────────── addresses: which row means which line item ───────────┘
signs     the sign of each line's facts, from the sums and the balances of the concepts
outline   statements with roles and titles, headings, roll-ups on concepts
filing    periods, names, cover → the whole `Filing`, as everything after it expects it
figures   the printed figures of the lines, with period, unit and scale, for `tag`
draft     the other way: a reading → the files of a folder that proposes everything (`linetag init`)
"""
