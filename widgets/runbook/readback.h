// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QtGlobal>

namespace runbookview {

// What became of a command is read at the control plane.
struct ReadBack
{
    quint64 request = 0; // 0: none is waited for
    QString problem; // why it could not be read
};

} // namespace runbookview
