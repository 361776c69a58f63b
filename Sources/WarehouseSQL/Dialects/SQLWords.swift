/// Words that some dialect reserves; a column of that name is quoted in all of them.
enum SQLWords {
  static let reserved: Set<String> = [
    "all", "and", "any", "array", "as", "asc", "assert_rows_modified", "at", "between", "both",
    "by",
    "case", "cast", "check", "collate", "column", "constraint", "contains", "create", "cross",
    "cube",
    "current", "date", "default", "define", "desc", "distinct", "else", "end", "enum", "escape",
    "except", "exclude", "exists", "extract", "false", "fetch", "filter", "following", "for",
    "foreign", "format", "from", "full", "group", "grouping", "groups", "hash", "having", "if",
    "ignore", "in", "index", "inner", "intersect", "interval", "into", "is", "join", "key",
    "lateral", "leading", "left", "like", "limit", "lookup", "merge", "natural", "new", "no", "not",
    "null", "nulls", "of", "offset", "on", "only", "or", "order", "outer", "over", "partition",
    "preceding", "primary", "proto", "qualify", "range", "recursive", "references", "respect",
    "right", "rollup", "row", "rows", "sample", "select", "set", "some", "struct", "table",
    "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "true", "unbounded",
    "union", "unique", "unnest", "user", "using", "values", "when", "where", "window", "with",
    "within",
  ]
}
