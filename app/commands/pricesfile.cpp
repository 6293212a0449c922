// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/pricesfile.h"

#include "models/objective/textfile.h"

#include <utility>

namespace commands {

telemetry::Result<sampling::PriceList> readPrices(const std::string& path)
{
    if (path.empty())
        return sampling::PriceList{};
    const auto text = objective::readTextFile(path);
    if (!text)
        return tl::make_unexpected(text.error());
    auto parsed = sampling::parsePrices(*text);
    if (!parsed.problems.empty())
        return tl::make_unexpected(objective::problemsIn(path, parsed.problems));
    return std::move(parsed.list);
}

} // namespace commands
