// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/interner.h"
#include "models/store/sqlite.h"
#include "models/telemetry/baseline.h"

namespace store {

// Keeps the newest baseline of each monitor. Part of Writer; runs inside its transaction.
class BaselineWriter
{
public:
    BaselineWriter(const Database& database, Interner& interner);

    bool write(const telemetry::Baseline& baseline); // false after an error

private:
    Interner& m_interner;
    Statement m_replace;
};

} // namespace store
