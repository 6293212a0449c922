// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/goldenfile.h"

#include "models/objective/textfile.h"
#include "models/yaml/list.h"
#include "models/yaml/scope.h"

#include <utility>

namespace objective {

namespace {

using telemetry::GoldenItem;
using yaml::Node;
using yaml::Scope;

void readSpan(const Scope& scope, GoldenItem& item)
{
    const auto trace = telemetry::traceIdFromHex(scope.requiredText("trace"));
    const auto span = telemetry::spanIdFromHex(scope.requiredText("span"));
    if (scope.find("trace") != nullptr && !trace)
        scope.report(*scope.find("trace"), "\"trace\" must be an id of 32 hexadecimal digits");
    if (scope.find("span") != nullptr && !span)
        scope.report(*scope.find("span"), "\"span\" must be an id of 16 hexadecimal digits");
    if (trace && span)
        item.span = telemetry::SpanKey{*trace, *span};
}

void readSubject(const Scope& scope, GoldenItem& item)
{
    const bool hasSpan = scope.find("trace") != nullptr || scope.find("span") != nullptr;
    const int ways = (hasSpan ? 1 : 0) + (scope.find("response") != nullptr ? 1 : 0)
        + (scope.find("answer") != nullptr ? 1 : 0);
    if (ways != 1)
        return scope.report(scope.node(),
                            "the item must say which answer it is about, in one way: \"answer\", "
                            "\"response\", or \"trace\" and \"span\"");
    if (scope.find("question") != nullptr && scope.find("answer") == nullptr)
        scope.report(*scope.find("question"), "\"question\" goes with \"answer\" only");
    if (hasSpan)
        return readSpan(scope, item);
    if (scope.find("response") != nullptr) {
        item.responseId = scope.requiredText("response");
        return;
    }
    item.answer = scope.requiredText("answer");
    item.question = scope.text("question");
    if (!item.answer.empty() && telemetry::withSingleBlanks(item.answer).empty())
        scope.report(*scope.find("answer"), "\"answer\" is blank");
}

GoldenItem itemOf(const Node& node, std::vector<yaml::Problem>& problems)
{
    const Scope scope(node, "the item", problems);
    GoldenItem item;
    item.line = node.line;
    if (!node.isMap())
        return item;
    scope.allow({"answer", "question", "response", "trace", "span", "check", "service", "verdict"});
    readSubject(scope, item);
    item.check = scope.text("check");
    item.service = scope.text("service");
    const std::string verdict = scope.requiredText("verdict");
    if (!verdict.empty() && verdict != "wrong" && verdict != "sound")
        scope.report(*scope.find("verdict"), "\"verdict\" must be wrong or sound");
    item.isWrong = verdict == "wrong";
    return item;
}

} // namespace

ParsedGoldenSet parseGoldenSet(const std::string& text)
{
    ParsedGoldenSet parsed;
    const auto nodes =
        yaml::listIn(text, "golden", yaml::EmptyList::Refused, parsed.problems, kGoldenLimits);
    for (const Node& node : nodes) {
        const std::size_t before = parsed.problems.size();
        GoldenItem item = itemOf(node, parsed.problems);
        if (parsed.problems.size() > before)
            continue;
        if (const GoldenItem* const other = parsed.set.sameAs(item))
            parsed.problems.push_back(
                {.line = node.line,
                 .column = node.column,
                 .message = "the item of line " + std::to_string(other->line)
                     + (other->isWrong == item.isWrong ? " says the same already"
                                                       : " says the opposite of the same answer")});
        else
            parsed.set.add(std::move(item));
    }
    return parsed;
}

telemetry::Result<std::shared_ptr<const telemetry::GoldenSet>>
loadGoldenSet(const std::string& path)
{
    const auto text = readTextFile(path, kGoldenMebibytes);
    if (!text)
        return tl::make_unexpected(text.error());
    ParsedGoldenSet parsed = parseGoldenSet(*text);
    if (!parsed.problems.empty())
        return tl::make_unexpected(problemsIn(path, parsed.problems));
    return std::make_shared<const telemetry::GoldenSet>(std::move(parsed.set));
}

} // namespace objective
