// SPDX-License-Identifier: GPL-3.0-or-later

// What the model was given, and what an agent made of it.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"

#include <algorithm>
#include <cmath>

namespace causes {

namespace {

void addInputs(Making& making, const InputFacts& inputs)
{
    // Another service's cut input reaches ours only through what it answered.
    const double weight = inputs.isUpstream ? 0.7 : 1;
    const std::string whose = inputs.isUpstream ? " of " + inputs.service : std::string();
    if (inputs.shortCounted.likelihood() >= kSpeaks && !inputs.hasLimit)
        making.lack("Inputs" + whose
                    + " are counted with fewer tokens than before, long and short "
                      "ones alike: that is another way of counting, and tells of no limit.");
    else if (inputs.shortCounted.likelihood() >= kSpeaks)
        // Text that was sent and not counted never reached the model: hardly anything else does it.
        making.say(4 * weight,
                   "of the inputs" + whose + ' ' + countsText(inputs.shortCounted.after)
                       + " have far fewer tokens than their characters need, before "
                       + countsText(inputs.shortCounted.before) + "; the longest counts "
                       + std::to_string(inputs.mostTokens) + " tokens");
    if (inputs.inputCut.likelihood() >= kSpeaks)
        making.say(2 * weight,
                   "the truncation check finds the input" + whose + " cut in "
                       + countsText(inputs.inputCut.after) + ", before in "
                       + countsText(inputs.inputCut.before));
}

bool isShort(const InputFacts& inputs)
{
    return inputs.shortCounted.likelihood() >= kSpeaks && inputs.hasLimit;
}

// Of the service itself, when nothing was cut.
void addWholeInputs(Making& making, const InputFacts& inputs)
{
    if (inputs.shortCounted.after.count >= kFewestForNo
        && inputs.shortCounted.likelihood() < kSpeaks)
        making.say(-3,
                   "inputs have as many tokens as their characters need: "
                       + countsText(inputs.shortCounted.after) + " are counted short, before "
                       + countsText(inputs.shortCounted.before));
    else if (inputs.shortCounted.after.count < kFewestForNo)
        making.lack("Input tokens beside the text of the input: without both it cannot be told "
                    "whether all of it reached the model.");
}

} // namespace

void makeTruncation(Making& making)
{
    const CaseFacts& facts = making.facts();
    bool isCut = false;
    for (const InputFacts& inputs : facts.inputs) {
        addInputs(making, inputs);
        isCut = isCut || isShort(inputs) || inputs.inputCut.likelihood() >= kSpeaks;
    }
    const InputFacts own = facts.inputs.empty() ? InputFacts{} : facts.inputs.front();
    if (!isCut)
        addWholeInputs(making, own);
    const double among = riseLikelihood(own.badAmongShort, own.badAmongWhole);
    const std::string split = "of answers whose input was counted short "
        + countsText(own.badAmongShort) + " are " + symptomWord(facts) + ", of the others "
        + countsText(own.badAmongWhole);
    if (among >= kSpeaks && own.hasLimit)
        making.say(2, split);
    else if (among < kSpeaks && own.badAmongShort.count >= kFewestForNo)
        making.say(-2, split);
    making.addSymptom();
    if (isCut)
        making.addRelease();
    if (own.outputCut.likelihood() >= kSpeaks)
        making.say(-1,
                   "it is the output that is cut, in " + countsText(own.outputCut.after)
                       + ", before in " + countsText(own.outputCut.before));
    Hypothesis& hypothesis = making.hypothesis();
    for (const InputFacts& inputs : facts.inputs) {
        if (inputs.isUpstream && isShort(inputs) && !isShort(own))
            hypothesis.service = inputs.service;
    }
    if (isShort(own))
        hypothesis.conditions = {{.kind = Condition::Kind::Range,
                                  .field = "input_tokens",
                                  .value = {},
                                  .low = static_cast<double>(own.leastTokens),
                                  .high = static_cast<double>(own.mostTokens)}};
    hypothesis.sentence = "Part of what " + hypothesis.service
        + " sends to its model never reaches it, and nothing says so.";
    hypothesis.remedy = {.lever = "breaker:" + hypothesis.service,
                         .value = "tripped",
                         .text =
                             "Trip the breaker: the fallback has another window; then send less, "
                             "or to a model that keeps all of it."};
    hypothesis.refutation =
        "Inputs are counted with as many tokens as before the onset for as many characters.";
}

void makeIndex(Making& making)
{
    const CaseFacts& facts = making.facts();
    const DocumentFacts& documents = facts.documents;
    making.addChange(Trait::Index);
    making.addSymptom();
    // The other side of what answers that clash with their passages say against it.
    if (facts.symptom == SymptomKind::JudgeCheck && facts.ownChecks.after.count >= kFewestForNo
        && facts.ownChecks.likelihood() < kSpeaks && facts.bestOf(Trait::Index) != nullptr
        && facts.bestOf(Trait::Index)->isCandidate())
        making.say(
            1.5,
            "our validators see no change, as where answers keep to passages that are wrong: "
                + countsText(facts.ownChecks.after) + " failed one, before "
                + countsText(facts.ownChecks.before));
    // What the tries would give by chance is taken off already.
    if (documents.likelihood >= kSpeaks)
        making.say(3,
                   "of answers that were given " + documents.worst + ' '
                       + countsText(documents.withWorst) + " are " + symptomWord(facts)
                       + ", of those given others " + countsText(documents.withoutWorst));
    const Counts& with = documents.withDocuments.after;
    const Counts& without = documents.without.after;
    if (with.count == 0)
        making.lack("Which passages answers rest on is not in the telemetry.");
    else if (without.count >= kFewestForNo && without.share() * 2 > with.share())
        making.say(-3,
                   "answers that were given no passages are " + symptomWord(facts) + " as well: "
                       + countsText(without) + ", with passages " + countsText(with));
    Hypothesis& hypothesis = making.hypothesis();
    const std::string good = making.valueBefore(Trait::Index);
    const bool isBack = !good.empty();
    if (hypothesis.trait != Trait::Index && documents.likelihood >= kSpeaks)
        hypothesis.conditions = {{.kind = Condition::Kind::Value,
                                  .field = "document",
                                  .value = documents.worst,
                                  .low = {},
                                  .high = {}}};
    hypothesis.sentence = "Answers of " + facts.service + " follow passages that are wrong"
        + (documents.likelihood >= kSpeaks ? ", " + documents.worst + " above all." : ".");
    hypothesis.remedy = {.lever = "index:" + hypothesis.service,
                         .value = isBack ? good : std::string(),
                         .text = isBack
                             ? "Go back to index " + good + ", which was searched before."
                             : "Go back to the index before; the recording does not tell "
                               "which it was."};
    hypothesis.refutation = "Answers that rest on no passage, or on the index before, are "
        + asSymptomText(facts) + '.';
}

void makeLoop(Making& making)
{
    const CaseFacts& facts = making.facts();
    const LoopFacts& loops = facts.loops;
    const std::string repeated = countsText(loops.repeated.after)
        + " requests call a tool again with the same arguments, before "
        + countsText(loops.repeated.before);
    if (!loops.hasTools)
        making.say(-4, "no request of it calls a tool");
    else if (loops.repeated.likelihood() >= kSpeaks)
        // Legitimate repetition does not begin from one minute to the next.
        making.say(4, repeated);
    else if (loops.repeated.after.count >= kFewestForNo)
        making.say(-4, repeated);
    else if (!loops.hasArguments)
        making.lack("The arguments of tools are not captured: whether a call is the same one again "
                    "cannot be told.");
    else
        making.lack("Too few requests with tools were seen.");
    for (const auto& [mean, what] : {std::pair(&loops.toolCalls, "calls of tools"),
                                     std::pair(&loops.modelCalls, "calls of models")}) {
        // Of services that hardly call any, a few more are chance.
        if (mean->ratio() >= 1.5 && mean->after.value_or(0) >= 1)
            making.say(1,
                       "a request makes " + numberText(*mean->after) + ' ' + what + ", before "
                           + numberText(*mean->before));
    }
    if (riseLikelihood(loops.badAmongRepeating, loops.badAmongOthers) >= kSpeaks
        && facts.symptom != SymptomKind::RepeatedCalls)
        making.say(1.5,
                   "of answers behind repeated calls " + countsText(loops.badAmongRepeating)
                       + " are " + symptomWord(facts) + ", of the others "
                       + countsText(loops.badAmongOthers));
    if (loops.hasTools && loops.repeated.likelihood() >= kSpeaks)
        making.addRelease();
    Hypothesis& hypothesis = making.hypothesis();
    if (loops.repeated.likelihood() >= kSpeaks)
        hypothesis.conditions = {{.kind = Condition::Kind::Range,
                                  .field = "repeated_calls",
                                  .value = {},
                                  .low = 1,
                                  .high = {}}};
    const int usual =
        std::max(1, static_cast<int>(std::lround(loops.toolCalls.before.value_or(0)) + 1));
    hypothesis.sentence =
        "Requests to " + facts.service + " run in circles: the same tool, the same arguments.";
    hypothesis.remedy = {.lever = "steps:" + facts.service,
                         .value = std::to_string(usual),
                         .text = "Limit a request to " + std::to_string(usual)
                             + (usual == 1 ? " call" : " calls")
                             + " of tools; before the onset it made "
                             + numberText(loops.toolCalls.before.value_or(0)) + '.'};
    hypothesis.refutation = (facts.symptom == SymptomKind::RepeatedCalls
                                 ? std::string("Traces of answers")
                                 : "Traces of answers that are " + symptomWord(facts))
        + " call no tool twice with the same arguments.";
}

} // namespace causes
