// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/report/document.h"

namespace report {

Counts countsOf(const Document& document)
{
    Counts counts;
    for (const Section& section : document.sections) {
        ++counts.headings;
        for (const Block& block : section.blocks) {
            counts.headings += std::holds_alternative<Heading>(block) ? 1 : 0;
            counts.lists += std::holds_alternative<List>(block) ? 1 : 0;
            counts.codes += std::holds_alternative<Code>(block) ? 1 : 0;
            counts.figures += std::holds_alternative<Figure>(block) ? 1 : 0;
            if (const auto* table = std::get_if<Table>(&block)) {
                ++counts.tables;
                counts.rows += static_cast<int>(table->rows.size());
            }
        }
    }
    return counts;
}

} // namespace report
