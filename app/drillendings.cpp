// SPDX-License-Identifier: GPL-3.0-or-later

// Hints, and what is told when a drill is over: resources/drills, word for word.

#include "app/drilltexts.h"

#include <QtGlobal>

#include <array>

namespace drilltexts {

namespace {

constexpr std::array kEndings{
    // agent-loop
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Health and look at the tokens and the durations of agent-orders; then "
        "open a slow request of it in Trace."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the tool calls within one request: which of them are the same, arguments and "
        "all? Which release do such requests share?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is steps:agent-orders at 2 or 3, which limits what one request may do. "
        "Tripping breaker:agent-orders ends it as well."),
    QT_TRANSLATE_NOOP(
        "drills",
        "A release of the order agent lost its guard against repetition. Many requests call the "
        "same tool with the same arguments up to nine times; tokens and time explode, and at the "
        "end of it the figures of the answer are often not those that the tool found."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The same tool was called with the same arguments up to nine times within one trace."),
    QT_TRANSLATE_NOOP(
        "drills", "Tokens and durations grew with the calls; the tool's results did not change."),
    QT_TRANSLATE_NOOP("drills", "It began with release 1.10.0 of agent-orders."),
    // context-truncation
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Health and look at support-bot: which check has moved, and what else has "
        "moved at the same moment?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the output tokens and the finish reasons of the broken answers with those "
        "before, and by prompt version: where do they end?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is prompt:support-bot, back to 7. Tripping breaker:support-bot ends it as "
        "well."),
    QT_TRANSLATE_NOOP(
        "drills",
        "A release of the support bot brings a new prompt version whose output budget is far too "
        "small. Status codes stay 200 and latency even improves; but many answers end before "
        "they say what the customer needs to know. It has reached four users of five when "
        "somebody calls."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The output tokens of the broken answers all end at one figure; those of the others do "
        "not."),
    QT_TRANSLATE_NOOP("drills", "They share prompt version 8, which came with release 2.32.0."),
    QT_TRANSLATE_NOOP(
        "drills",
        "A fifth of the users still got the old release, and their answers stayed whole."),
    // cut-attributes
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Sources and look at what it says of support-bot, beside the other "
        "services; then open one of its answers in Trace and read what it was given, to its very "
        "end."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare how long the texts are before and since, and where each of them ends. Then "
        "compare the input tokens and the check against known answers: have these moved, too?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is instrumentation:support-bot, back to 2.3b0. The service itself needs "
        "nothing."),
    QT_TRANSLATE_NOOP(
        "drills",
        "A new version of the support bot's instrumentation limits what an attribute may hold to "
        "1,024 characters. Nothing is refused and nothing is slower; but of every question with "
        "its documents only the beginning arrives, in the middle of a word. Answers are as good "
        "as before and most of them arrive whole."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Groundedness of support-bot turned unknown, and Sources says that text or attributes "
        "were cut on their way."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Every long text ends after 1,024 characters, in the middle of a word, also where it is "
        "JSON."),
    QT_TRANSLATE_NOOP(
        "drills", "Input tokens and Correctness were as before: the model was given all of it."),
    QT_TRANSLATE_NOOP("drills",
                      "It began with a new version of the scope that makes the spans, 2.4b1."),
    // fabricated-apis
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Health and look at code-assistant: which check has moved, and since when?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Open Suspects for code-assistant and compare its wrong answers with the good ones in "
        "the panel below the list: which model served the one and which the other? Then look at "
        "what changed just before the onset."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is pin:code-assistant, back to codegen-2026-10-c. Tripping "
        "breaker:code-assistant ends it as well. The runbook that the alarm proposes leads there."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Three AI services are answering: a support bot, a code assistant in the deploy pipeline "
        "and an order agent. At some point the provider moves the alias codegen-latest to a new "
        "model. The code assistant stays fast, fluent and green in every uptime check, and its "
        "tests pass because they mock the billing SDK; but many of its answers call functions "
        "and flags that do not exist."),
    QT_TRANSLATE_NOOP("drills",
                      "The first to move was the check of identifiers against the reference, for "
                      "code-assistant alone."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The wrong answers share one served model, codegen-2026-11-b, behind an alias that kept "
        "its name."),
    QT_TRANSLATE_NOOP("drills",
                      "Latency, tokens and finish reasons were as before: nothing was down."),
    // judge-drift
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Health and look at all three services beside each other: which checks of "
        "each have moved, and which have not?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the scores called Faithfulness with our own validators and with Correctness, "
        "which holds answers against known ones. Then look at who gave the scores: which "
        "evaluator, how late, before and since?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is judge:faithfulness, back to judge-mini-2026-07. No service needs to move."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The model behind the judge is moved to a newer one. It is slower and much harsher: the "
        "scores of all services fall at once, and every board turns red. The answers are as good "
        "as they were: our validators and the check against known answers say so."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The scores of all services fell at once; a fault of one service does not do that."),
    QT_TRANSLATE_NOOP("drills", "Our validators and the check against known answers did not move."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The evaluator's id changed to judge-mini-2026-11, and its results came 2.6 times as "
        "late."),
    // lost-context
    QT_TRANSLATE_NOOP(
        "drills",
        "Open Suspects for support-bot and look at what the wrong answers share, in the panel "
        "below the list."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the input tokens of the wrong answers with the length of the messages that they "
        "were given: does the one grow with the other? Then open one in Trace: which part of the "
        "input has left no mark on the answer?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "No pin and no prompt helps: what is wrong is the pool that serves. Trip "
        "breaker:support-bot, which goes to the fallback; then open Spread to see where the "
        "wrong answers went."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The support bot moves to a pool of servers that keep 1,024 tokens of a request and "
        "silently drop the rest. Most requests are shorter. In long conversations the documents "
        "are what is dropped: the answers are made up, fluent, and reported as finished, and "
        "minutes later the order agent repeats them to the same customers. Nothing failed "
        "anywhere."),
    QT_TRANSLATE_NOOP("drills",
                      "Input tokens never rise above 768, however long the conversation is."),
    QT_TRANSLATE_NOOP("drills",
                      "Wrong are the long conversations alone; the service's version is 2.33.0."),
    QT_TRANSLATE_NOOP(
        "drills",
        "agent-orders repeats some of the wrong answers one to three minutes later, in the same "
        "conversation."),
    // overload
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Health and look at support-bot: which check has moved, and which other "
        "chart has the same shape?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Open Explore and hold that check against the number of requests and the time in the "
        "queue: is there a point from which it goes wrong?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is shed:support-bot at 60 or 70, which sends so many of a hundred requests "
        "away. Tripping breaker:support-bot ends it as well."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Nothing is deployed. A sale fills the shop, the servers behind the support bot queue, "
        "and beyond some load the answers begin to run in circles and fall apart, though every "
        "one of them is delivered."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Nothing was deployed: no model, version, prompt or index changed that would fit."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Requests rose to 2.6 times the usual within half a minute, with the time in the queue."),
    QT_TRANSLATE_NOOP("drills",
                      "Beyond about 1.9 times the usual answers fall apart, below it they do not."),
    // poisoned-index
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Health and look at support-bot: which of its checks has moved, and which "
        "has stayed?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "Read two wrong answers in Trace with the passages that they were given: which document "
        "do both rest on, and what do the other passages say? Since which index version is it "
        "found?"),
    QT_TRANSLATE_NOOP("drills", "The lever is index:support-bot, back to 2026-11-20."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The nightly refresh of the support bot's index brings a document that contradicts the "
        "others, and it is found for every question about delivery, refunds and orders. The bot "
        "is faithful to it: no judge of faithfulness sees anything, only the check against known "
        "answers does, and whoever reads two documents beside each other."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Correctness fell while Faithfulness stayed: the answers are true to what they were "
        "given."),
    QT_TRANSLATE_NOOP(
        "drills",
        "All wrong answers rest on the document kb-290, which contradicts the passages beside it."),
    QT_TRANSLATE_NOOP("drills", "It is found since index version 2026-11-27."),
    // skewed-clock
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Sources and look at what it says of support-bot, beside the other "
        "services."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare when its answers say that they were given with when they arrived here; and hold "
        "the judge's results for the same answers beside it, whose times did not change."),
    QT_TRANSLATE_NOOP(
        "drills",
        "A new version of the support bot's instrumentation reads another clock, which is "
        "seventy-five seconds behind. All that it tells arrives, whole, and dated before it "
        "happened: judges seem to take a minute longer, and what was changed a moment ago seems "
        "to come after its effects. Answers are as good as before."),
    QT_TRANSLATE_NOOP(
        "drills",
        "All that the service tells is dated 75 seconds before it arrives; what judges tell of "
        "it is not."),
    QT_TRANSLATE_NOOP("drills", "Answers are as before, by our validators and by Correctness."),
    QT_TRANSLATE_NOOP("drills",
                      "It began with a new version of the scope that makes the spans, 2.4b2."),
    // spoilt-adapter
    QT_TRANSLATE_NOOP(
        "drills",
        "Open Suspects for support-bot and look at what the wrong answers share, above all who "
        "asked."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the tenants with wrong answers and those without: what serves the one and not "
        "the other, and when did its name change?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "The lever is adapter:support-bot, back to shop-voice-11. Tripping breaker:support-bot "
        "ends it as well."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The adapter that gives the support bot the voice of two shops was trained again, on "
        "feedback that somebody had spoilt. It is loaded under a new name, and the longer it "
        "serves, the more of its answers state wrong days, amounts and limits, in the right "
        "voice and beside the right documents. The other shops notice nothing."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Wrong are the tenants fjord and kestrel alone, which are served with an adapter."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The adapter is called shop-voice-12 since; the documents beside the answers are right."),
    QT_TRANSLATE_NOOP("drills",
                      "Its share of wrong answers grew for half a minute, the longer it served."),
    // stale-index
    QT_TRANSLATE_NOOP(
        "drills",
        "Read a wrong answer in Trace with the passages that it was given, and look at their "
        "dates: what do the newer ones say? How old does the index say that it is?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "A node of the search behind the support bot was set up anew, from the newest snapshot "
        "that it could find: one of a month ago. Many rules of the shop have changed since. The "
        "bot is faithful to what is found, so no judge of faithfulness sees anything; the check "
        "against known answers does, and whoever reads the notices of November beside the old "
        "articles."),
    QT_TRANSLATE_NOOP(
        "drills",
        "The passages have old dates; the notices beside them are new and say something else."),
    QT_TRANSLATE_NOOP("drills",
                      "Index version 2026-10-23 tells an age of a month, where a day is usual."),
    // ungrounded-prompt
    QT_TRANSLATE_NOOP(
        "drills",
        "Open Suspects for support-bot, read what is underlined in a wrong answer, and look at "
        "what the wrong ones share in the panel below."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the answers by prompt version: how many are wrong of the one and of the other, "
        "with the same passages? When did the newer one begin?"),
    QT_TRANSLATE_NOOP(
        "drills",
        "A new version of the support bot's prompt sounds friendlier and has lost one sentence: "
        "to use only the passages. The answers still begin well, and then promise what no "
        "document says. It reaches two thirds of the users."),
    QT_TRANSLATE_NOOP("drills",
                      "The wrong sentences stand in no passage; the rest of the answer does."),
    QT_TRANSLATE_NOOP(
        "drills", "The wrong answers share prompt version 8, which two thirds of the users get."),
    QT_TRANSLATE_NOOP("drills", "Its instructions lack the sentence to use only the passages."),
    // unseen-answers
    QT_TRANSLATE_NOOP(
        "drills",
        "Open the page Sources and look at what support-bot sends now and what it sent before."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Compare the number of its requests with the number of the judge's results for it, which "
        "another process sends. Then look at the version of the scope that makes its spans."),
    QT_TRANSLATE_NOOP(
        "drills",
        "A new version of the support bot's instrumentation sends no content any more and keeps "
        "only some of the requests. Counts fall and unknown rises; the answers themselves are as "
        "good as before, and so says the judge, who sits beside the service."),
    QT_TRANSLATE_NOOP(
        "drills",
        "Counts fell and unknown rose, while the judge's results came all the same, as good as "
        "before."),
    QT_TRANSLATE_NOOP(
        "drills",
        "No text arrives at all, and two requests of five: no service fails in that way."),
    QT_TRANSLATE_NOOP("drills",
                      "It began with a new version of the scope that makes the spans, 2.4b0."),
};

} // namespace

std::span<const char* const> endings()
{
    return kEndings;
}

} // namespace drilltexts
