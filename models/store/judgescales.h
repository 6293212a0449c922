// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/interner.h"
#include "models/store/sqlite.h"
#include "models/telemetry/judgescale.h"

namespace store {

// Keeps what was learnt of each judge. Part of Writer; runs inside its transaction.
class JudgeScaleWriter
{
public:
    JudgeScaleWriter(const Database& database, Interner& interner);

    bool write(const telemetry::JudgeScale& scale); // false after an error

private:
    Interner& m_interner;
    Statement m_replace;
};

} // namespace store
