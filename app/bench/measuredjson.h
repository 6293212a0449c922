// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/measured.h"

#include <QJsonObject>

namespace bench {

inline QJsonObject measuredJson(const Measured& measured)
{
    using namespace Qt::StringLiterals;
    return {{u"median"_s, measured.median}, {u"min"_s, measured.least}, {u"max"_s, measured.most}};
}

} // namespace bench
