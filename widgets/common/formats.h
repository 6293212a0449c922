// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/formats.h"

namespace common {

// Models and widgets write numbers in the same way.
using items::ageText;
using items::agoText;
using items::bytesText;
using items::countedText;
using items::countText;
using items::decimalText;
using items::durationText;
using items::intervalText;
using items::percentText;
using items::rateText;
using items::shortCountText;
using items::spanText;
using items::utcDateText;
using items::utcDateTimeText;
using items::utcTimeMillisText;
using items::utcTimeText;

} // namespace common
