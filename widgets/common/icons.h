// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QIcon>
#include <QString>

namespace common {

// An icon of resources/icons ("play", "search" ...), drawn from its SVG at any size in the theme's
// colour. It follows the theme by itself: the theme must outlive it. Disabled, it has the colour of
// disabled text. An unknown name is a programming error.
QIcon icon(const Theme& theme, const QString& name, ColorRole role = ColorRole::TextPrimary);

} // namespace common
