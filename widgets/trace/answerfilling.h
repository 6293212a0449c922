// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/contextwindow.h"

namespace traceview {

inline bool isAnswer(trace::Filling filling)
{
    return filling == trace::Filling::Output || filling == trace::Filling::Reasoning;
}

} // namespace traceview
