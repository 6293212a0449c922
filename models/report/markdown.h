// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace report {

// CommonMark 0.30 with the tables of GitHub's. Nothing of a text makes anything else: no heading,
// link, picture, HTML, cell, mention or end of code. `pictures`: addresses of the figures' files,
// in their order, relative to the document's; where there is none the figure is told in words.
std::string toMarkdown(const Document& document, const std::vector<std::string>& pictures = {});

// A text on one line, in which Markdown finds nothing.
std::string escapedMarkdown(std::string_view text);

} // namespace report
