// SPDX-License-Identifier: GPL-3.0-or-later

// What the model was given, and what an agent made of it.

#include "models/causes/casewords.h"
#include "models/causes/hypothesis.h"
#include "models/causes/wording.h"

#include <algorithm>
#include <cmath>

namespace causes {

namespace {

void addInputs(Making& making, const InputFacts& inputs)
{
    // Another service's cut input reaches ours only through what it answered.
    const double weight = inputs.isUpstream ? 0.7 : 1;
    const std::string whose =
        inputs.isUpstream ? filled(translate("causes", " of %1"), {inputs.service}) : std::string();
    if (inputs.shortCounted.likelihood() >= kSpeaks && !inputs.hasLimit)
        making.lack(
            filled(translate("causes",
                             "Inputs%1 are counted with fewer tokens than before, long and short "
                             "ones alike: that is another way of counting, and tells of no "
                             "limit."),
                   {whose}));
    else if (inputs.shortCounted.likelihood() >= kSpeaks)
        // Text that was sent and not counted never reached the model: hardly anything else does it.
        making.say(
            4 * weight,
            filled(translate("causes",
                             "of the inputs%1 %2 have far fewer tokens than their characters need, "
                             "before %3; the longest counts %4 tokens"),
                   {whose, countsText(inputs.shortCounted.after),
                    countsText(inputs.shortCounted.before), std::to_string(inputs.mostTokens)}));
    if (inputs.inputCut.likelihood() >= kSpeaks)
        making.say(
            2 * weight,
            filled(translate("causes",
                             "the truncation check finds the input%1 cut in %2, before in %3"),
                   {whose, countsText(inputs.inputCut.after), countsText(inputs.inputCut.before)}));
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
        making.say(
            -3,
            filled(
                translate("causes",
                          "inputs have as many tokens as their characters need: %1 are counted "
                          "short, before %2"),
                {countsText(inputs.shortCounted.after), countsText(inputs.shortCounted.before)}));
    else if (inputs.shortCounted.after.count < kFewestForNo)
        making.lack(
            translate("causes",
                      "Input tokens beside the text of the input: without both it cannot be told "
                      "whether all of it reached the model."));
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
    const std::string split = filled(
        translate("causes", "of answers whose input was counted short %1 are %2, of the others %3"),
        {countsText(own.badAmongShort), symptomWord(facts), countsText(own.badAmongWhole)});
    if (among >= kSpeaks && own.hasLimit)
        making.say(2, split);
    else if (among < kSpeaks && own.badAmongShort.count >= kFewestForNo)
        making.say(-2, split);
    making.addSymptom();
    if (isCut)
        making.addRelease();
    if (own.outputCut.likelihood() >= kSpeaks)
        making.say(-1,
                   filled(translate("causes", "it is the output that is cut, in %1, before in %2"),
                          {countsText(own.outputCut.after), countsText(own.outputCut.before)}));
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
    hypothesis.sentence = filled(
        translate("causes",
                  "Part of what %1 sends to its model never reaches it, and nothing says so."),
        {hypothesis.service});
    hypothesis.remedy = {
        .lever = "breaker:" + hypothesis.service,
        .value = "tripped",
        .text = translate("causes",
                          "Trip the breaker: the fallback has another window; then send "
                          "less, or to a model that keeps all of it.")};
    hypothesis.refutation = translate(
        "causes",
        "Inputs are counted with as many tokens as before the onset for as many characters.");
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
            filled(translate(
                       "causes",
                       "our validators see no change, as where answers keep to passages that are "
                       "wrong: %1 failed one, before %2"),
                   {countsText(facts.ownChecks.after), countsText(facts.ownChecks.before)}));
    // What the tries would give by chance is taken off already.
    if (documents.likelihood >= kSpeaks)
        making.say(
            3,
            filled(translate("causes",
                             "of answers that were given %1 %2 are %3, of those given others %4"),
                   {documents.worst, countsText(documents.withWorst), symptomWord(facts),
                    countsText(documents.withoutWorst)}));
    const Counts& with = documents.withDocuments.after;
    const Counts& without = documents.without.after;
    if (with.count == 0)
        making.lack(translate("causes", "Which passages answers rest on is not in the telemetry."));
    else if (without.count >= kFewestForNo && without.share() * 2 > with.share())
        making.say(-3,
                   filled(translate("causes",
                                    "answers that were given no passages are %1 as well: %2, with "
                                    "passages %3"),
                          {symptomWord(facts), countsText(without), countsText(with)}));
    Hypothesis& hypothesis = making.hypothesis();
    const std::string good = making.valueBefore(Trait::Index);
    const bool isBack = !good.empty();
    if (hypothesis.trait != Trait::Index && documents.likelihood >= kSpeaks)
        hypothesis.conditions = {{.kind = Condition::Kind::Value,
                                  .field = "document",
                                  .value = documents.worst,
                                  .low = {},
                                  .high = {}}};
    hypothesis.sentence = filled(
        documents.likelihood >= kSpeaks
            ? translate("causes", "Answers of %1 follow passages that are wrong, %2 above all.")
            : translate("causes", "Answers of %1 follow passages that are wrong."),
        {facts.service, documents.worst});
    hypothesis.remedy = {
        .lever = "index:" + hypothesis.service,
        .value = isBack ? good : std::string(),
        .text = isBack
            ? filled(translate("causes", "Go back to index %1, which was searched before."), {good})
            : translate("causes",
                        "Go back to the index before; the recording does not tell "
                        "which it was.")};
    hypothesis.refutation = filled(
        translate("causes", "Answers that rest on no passage, or on the index before, are %1."),
        {asSymptomText(facts)});
}

void makeLoop(Making& making)
{
    const CaseFacts& facts = making.facts();
    const LoopFacts& loops = facts.loops;
    const std::string repeated = filled(
        translate("causes", "%1 requests call a tool again with the same arguments, before %2"),
        {countsText(loops.repeated.after), countsText(loops.repeated.before)});
    if (!loops.hasTools)
        making.say(-4, translate("causes", "no request of it calls a tool"));
    else if (loops.repeated.likelihood() >= kSpeaks)
        // Legitimate repetition does not begin from one minute to the next.
        making.say(4, repeated);
    else if (loops.repeated.after.count >= kFewestForNo)
        making.say(-4, repeated);
    else if (!loops.hasArguments)
        making.lack(
            translate("causes",
                      "The arguments of tools are not captured: whether a call is the same one "
                      "again cannot be told."));
    else
        making.lack(translate("causes", "Too few requests with tools were seen."));
    for (const auto& [mean, pattern] :
         {std::pair(&loops.toolCalls,
                    translate("causes", "a request makes %1 calls of tools, before %2")),
          std::pair(&loops.modelCalls,
                    translate("causes", "a request makes %1 calls of models, before %2"))}) {
        // Of services that hardly call any, a few more are chance.
        if (mean->ratio() >= 1.5 && mean->after.value_or(0) >= 1)
            making.say(1, filled(pattern, {numberText(*mean->after), numberText(*mean->before)}));
    }
    if (riseLikelihood(loops.badAmongRepeating, loops.badAmongOthers) >= kSpeaks
        && facts.symptom != SymptomKind::RepeatedCalls)
        making.say(1.5,
                   filled(translate("causes",
                                    "of answers behind repeated calls %1 are %2, of the others %3"),
                          {countsText(loops.badAmongRepeating), symptomWord(facts),
                           countsText(loops.badAmongOthers)}));
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
    hypothesis.sentence = filled(
        translate("causes", "Requests to %1 run in circles: the same tool, the same arguments."),
        {facts.service});
    hypothesis.remedy = {
        .lever = "steps:" + facts.service,
        .value = std::to_string(usual),
        .text = filled(usual == 1
                           ? translate("causes",
                                       "Limit a request to %1 call of tools; before the onset it "
                                       "made %2.")
                           : translate("causes",
                                       "Limit a request to %1 calls of tools; before the onset it "
                                       "made %2."),
                       {std::to_string(usual), numberText(loops.toolCalls.before.value_or(0))})};
    hypothesis.refutation = facts.symptom == SymptomKind::RepeatedCalls
        ? translate("causes", "Traces of answers call no tool twice with the same arguments.")
        : filled(translate("causes",
                           "Traces of answers that are %1 call no tool twice with the same "
                           "arguments."),
                 {symptomWord(facts)});
}

} // namespace causes
