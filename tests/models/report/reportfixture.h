// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/report.h"

#include <string>
#include <vector>

// Facts of an incident of which everything is known, with `text` in every field that anybody
// outside may have written.
report::ReportFacts factsWith(const std::string& text);
report::Figure figureWith(const std::string& text);
report::Document documentWith(const std::string& text);

// Texts that mean something to Markdown, HTML, a terminal or a reader's eye.
std::vector<std::string> hostileTexts();
