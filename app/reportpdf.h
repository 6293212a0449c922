// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/document.h"
#include "models/report/html.h"

#include <QByteArray>

#include <functional>

namespace common {
class Theme;
}

// A report on paper: A4 or Letter, with its title and the number of each page, headers of tables on
// every page that they go on, charts as vectors and fonts in it. `theme` is a light one. Empty:
// it could not be painted, or `goesOn`, which may be empty and is asked with every page, said
// false. GUI thread, with a QGuiApplication.
QByteArray reportPdf(const report::Document& document, report::PageSize page,
                     const common::Theme& theme, const std::function<bool()>& goesOn = {});
