// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/inputread.h"

#include "models/sampling/estimate.h"
#include "models/store/reader.h"
#include "models/trace/contextsessionreading.h"
#include "models/trace/contextwindow.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace sampling {

namespace {

constexpr std::int64_t kSameWithin = 10; // the tenth part: other models count in their own way

// The least and the most that were counted for the answers of one model.
struct Counts
{
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::string model;
};

std::vector<Counts> countsOf(const Reask& again)
{
    std::vector<Counts> all;
    for (std::size_t target = 0; target < again.targets.size(); ++target) {
        std::optional<Counts> counts;
        for (const Sample& sample : again.samples) {
            if (sample.target != target || !sample.error.empty() || !sample.inputTokens)
                continue;
            const std::int64_t tokens = *sample.inputTokens;
            if (!counts)
                counts = {.least = tokens, .most = tokens, .model = again.targets[target].model};
            counts->least = std::min(counts->least, tokens);
            counts->most = std::max(counts->most, tokens);
        }
        if (counts)
            all.push_back(*counts);
    }
    return all;
}

std::string rangeOf(const Counts& counts)
{
    return counts.least == counts.most ? grouped(counts.least)
                                       : grouped(counts.least) + " to " + grouped(counts.most);
}

bool isOther(const Counts& counts, std::int64_t tokens)
{
    const auto differs = [tokens](std::int64_t one) {
        return std::abs(one - tokens) > tokens / kSameWithin;
    };
    return differs(counts.least) || differs(counts.most);
}

std::string theseRead(const std::vector<Counts>& counts)
{
    Counts together = counts.front();
    for (const Counts& one : counts) {
        together.least = std::min(together.least, one.least);
        together.most = std::max(together.most, one.most);
    }
    if (counts.size() == 1 || !isOther(together, together.least))
        return "these read " + rangeOf(together);
    std::string words;
    for (const Counts& one : counts)
        words += (words.empty() ? "" : ", ") + one.model + " read " + rangeOf(one);
    return words;
}

} // namespace

InputRead inputReadOf(const telemetry::Generation& suspect, const trace::TokenScale& scale)
{
    const trace::ContextWindow context = trace::contextWindowOf(suspect, scale);
    InputRead input{.counted = suspect.inputTokens, .sent = std::nullopt};
    if (context.cut && context.cut->needed > context.cut->kept)
        input.sent = context.cut->needed;
    return input;
}

telemetry::Result<InputRead> readInput(const store::Reader& reader,
                                       const telemetry::Generation& suspect,
                                       const store::View& view)
{
    const auto scale = trace::readTokenScale(reader, suspect, view);
    if (!scale)
        return tl::make_unexpected(scale.error());
    return inputReadOf(suspect, *scale);
}

std::string inWords(const InputRead& input, const Reask& again)
{
    if (!input.counted)
        return {};
    const std::vector<Counts> counts = countsOf(again);
    if (input.sent) {
        const std::string read = "The suspect's model read " + grouped(*input.counted)
            + " tokens of about " + grouped(*input.sent);
        return counts.empty() ? read + "." : read + "; " + theseRead(counts) + ".";
    }
    const std::int64_t counted = *input.counted;
    if (std::ranges::none_of(counts,
                             [counted](const Counts& one) { return isOther(one, counted); }))
        return {};
    return "The suspect's model read " + grouped(counted) + " tokens; " + theseRead(counts) + ".";
}

std::string inWords(const InputRead& input)
{
    if (!input.counted || !input.sent)
        return {};
    return "The suspect's model read " + grouped(*input.counted) + " of about "
        + grouped(*input.sent)
        + " tokens: the rest was dropped before it. All of it is sent again.";
}

} // namespace sampling
