// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbookprose.h"
#include "models/runbook/runbook.h"
#include "tests/fuzz/harness.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>

// A runbook that somebody wrote, or sent: parsed, its names filled in, its prose shown.
namespace {

// Each value holds what would be a name again, a line, a key or an end of JSON.
std::map<std::string, std::string> hostileValues(const std::set<std::string>& names)
{
    std::map<std::string, std::string> values;
    for (const std::string& name : names)
        values[name] = "{" + name + "}\n- a: \"}]{{to}} ../x";
    return values;
}

void holdStep(const runbook::Step& step)
{
    fuzz::require(!step.id.empty(), "a step of a good runbook has an id");
    fuzz::require(step.line > 0, "a step has its line");
    const std::set<std::string> names = runbook::missingParameters(step, {});
    static_cast<void>(runbook::withKnownParameters(step, {}));
    if (!names.empty())
        fuzz::require(!runbook::withParameters(step, {}), "a step without its values is refused");
    const auto filled = runbook::withParameters(step, hostileValues(names));
    if (!filled) {
        fuzz::require(!filled.error().message.empty(), "a refused step says why");
        return;
    }
    fuzz::require(filled->id == step.id && filled->kind == step.kind,
                  "values do not change what a step is");
    if (step.risk.find('{') == std::string::npos)
        fuzz::require(filled->risk == step.risk, "values do not change how dangerous a step is");
    if (names.empty())
        fuzz::require(filled->lever == step.lever && filled->to == step.to,
                      "what names nothing stays as it is");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const runbook::ParseResult parsed = runbook::parseRunbook(text);
    for (const yaml::Problem& problem : parsed.problems)
        fuzz::require(!problem.message.empty() && problem.line > 0,
                      "a problem says what it is, and where");
    if (parsed.problems.empty()) {
        fuzz::require(parsed.runbook.markdown == text, "a runbook is kept as it was read");
        fuzz::require(runbook::digestOf(parsed.runbook).size() == 64, "a runbook has a digest");
        std::set<std::string> ids;
        for (const runbook::Step& step : parsed.runbook.steps) {
            fuzz::require(ids.insert(step.id).second, "no two steps have one id");
            holdStep(step);
        }
    }
    static_cast<void>(items::proseText(text));
    for (const items::ProseBlock& block : items::proseBlocks(text)) {
        for (const QStringList& row : block.table)
            fuzz::require(row.size() == block.table.front().size(), "a table has even rows");
    }
    return 0;
}
