// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/interner.h"
#include "models/store/sqlite.h"
#include "models/telemetry/link.h"

namespace store {

// Keeps how links were, append-only. Part of Writer; runs inside its transaction.
class LinkWriter
{
public:
    LinkWriter(const Database& database, Interner& interner);

    bool append(const telemetry::LinkStatus& status, telemetry::Timestamp recorded);

private:
    Interner& m_interner;
    Statement m_insert;
};

} // namespace store
