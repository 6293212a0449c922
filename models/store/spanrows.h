// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/store/readerprivate.h"

#include <string>

namespace store {

// How rows of spans s, as known at ?3, are read.
std::string spanColumns(); // behind SELECT
std::string spanTables(); // behind them: FROM and its joins
inline constexpr int kSpanKeyColumn = 11; // its start
inline constexpr int kSpanIdColumn = 12; // its row
inline constexpr int kVersionColumn = 13; // NULL: the span's own row counts

SpanRow spanRow(Reader::Private& reader, const Statement& row);

} // namespace store
