// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbooktexts.h"

#include <QtGlobal>

namespace items {

const std::array<const char*, kFirstTexts> runbookFirstTexts{
    QT_TRANSLATE_NOOP("runbooks", "An agent calls the same tool again and again"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Traces of an agent grow by repeated calls with the same arguments; tokens "
                      "and time explode, and answers get wrong."),
    QT_TRANSLATE_NOOP("runbooks", "the service whose answers went wrong"),
    QT_TRANSLATE_NOOP("runbooks",
                      "An agent that does not see that it has been here before pays for each "
                      "round, and its answer is drawn from an input that is mostly repetition. "
                      "Cost is what people notice; wrong answers are what harms."),
    QT_TRANSLATE_NOOP("runbooks", "Open a few traces and count calls with the same arguments."),
    QT_TRANSLATE_NOOP("runbooks", "See whether traces repeat the same call"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Traces of today have several calls of one tool with the same arguments; "
                      "traces of before the onset have one."),
    QT_TRANSLATE_NOOP("runbooks", "Hold figures and states against what the tool found."),
    QT_TRANSLATE_NOOP("runbooks", "Read three suspects and give verdicts"),
    QT_TRANSLATE_NOOP("runbooks", "At least two of three say otherwise than the tool."),
    QT_TRANSLATE_NOOP("runbooks", "Two calls of tools are enough for what this agent is asked."),
    QT_TRANSLATE_NOOP("runbooks", "Limit {service} to two calls of tools"),
    QT_TRANSLATE_NOOP("runbooks", "Whoever needs more than two is in a loop."),
    QT_TRANSLATE_NOOP("runbooks", "Lift the limit."),
    QT_TRANSLATE_NOOP("runbooks", "Let answers in flight finish"),
    QT_TRANSLATE_NOOP("runbooks", "no new trace of {service} has more than two calls of tools"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The model behind the breaker is the one that the agent was tested with."),
    QT_TRANSLATE_NOOP("runbooks", "Trip the breaker of {service}"),
    QT_TRANSLATE_NOOP("runbooks", "The fallback was tested with the guard in place."),
    QT_TRANSLATE_NOOP("runbooks", "Reset the breaker."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Look at traces that began after the limit; those that were under way still "
                      "end in the old manner."),
    QT_TRANSLATE_NOOP("runbooks", "Verify that new answers are sound"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate is back at its baseline for at least 60 s, and new traces have as "
                      "many calls as before the onset."),
    QT_TRANSLATE_NOOP("runbooks", "The release that lost the guard has to be mended."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner that the guard is gone"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "{service} repeats calls of tools since its last release; its steps are limited. Please "
        "put the guard against repetition back before the limit is lifted."),
    QT_TRANSLATE_NOOP("runbooks", "Answers end before they are complete"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers stop in mid-sentence or leave out what the context held, because "
                      "output, history or passages are being cut."),
    QT_TRANSLATE_NOOP("runbooks", "the service whose answers are cut"),
    QT_TRANSLATE_NOOP("runbooks", "the prompt version that was used before the onset"),
    QT_TRANSLATE_NOOP("runbooks", "the model that served before the onset"),
    QT_TRANSLATE_NOOP("runbooks",
                      "A cut answer looks like a good one until its last line. Latency and cost "
                      "even improve while it lasts, so nobody but the reader complains. Three "
                      "things can be cut, and they need different hands:"),
    QT_TRANSLATE_NOOP("runbooks", "what is cut"),
    QT_TRANSLATE_NOOP("runbooks", "how it shows"),
    QT_TRANSLATE_NOOP("runbooks", "who can help"),
    QT_TRANSLATE_NOOP("runbooks", "the output"),
    QT_TRANSLATE_NOOP("runbooks",
                      "finish reason `length`, output tokens at the limit, no closing mark"),
    QT_TRANSLATE_NOOP("runbooks",
                      "whoever set the limit: a release, a prompt version, a gateway route"),
    QT_TRANSLATE_NOOP("runbooks", "the history"),
    QT_TRANSLATE_NOOP("runbooks",
                      "input tokens fall from one turn to the next while messages are added"),
    QT_TRANSLATE_NOOP("runbooks", "the service that builds the messages"),
    QT_TRANSLATE_NOOP("runbooks", "the passages"),
    QT_TRANSLATE_NOOP("runbooks",
                      "fewer or shorter passages than before, answers that miss known facts"),
    QT_TRANSLATE_NOOP("runbooks", "the retrieval"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Telemetry can be cut too. If *content state* says that an attribute limit cut the text on "
        "its way here, the answer itself was whole: that is not this runbook."),
    QT_TRANSLATE_NOOP("runbooks", "See what is being cut, and since when"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate of cut answers rose at one point in time and stays up; you know "
                      "which of the three it is."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Open one suspect and its context bar. Compare output tokens with the limit, "
                      "and input tokens with the window."),
    QT_TRANSLATE_NOOP("runbooks", "Open one cut answer and its context bar"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Tokens stand at a limit, or passages or turns are missing that earlier traces had."),
    QT_TRANSLATE_NOOP("runbooks", "Output, history or passages?"),
    QT_TRANSLATE_NOOP("runbooks", "What is being cut?"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "For the output go on with step 4. For history or passages call the owner of the service "
        "first; step 4 still limits the damage, as the fallback route has limits of its own."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The fallback route keeps the prompt and the limits it was tested with."),
    QT_TRANSLATE_NOOP(
        "runbooks", "Give it a moment: answers that had already begun still end on the old route."),
    QT_TRANSLATE_NOOP("runbooks", "no new answer of {service} ends at a token limit"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Only when a prompt mark stands at the onset: output limits come with the "
                      "prompt. The pin holds until somebody lifts it."),
    QT_TRANSLATE_NOOP("runbooks", "Pin the prompt of {service} to version {last_good_prompt}"),
    QT_TRANSLATE_NOOP("runbooks", "The previous prompt version came with limits that fitted."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Pin the version that was pinned before, or clear the pin when there was none."),
    QT_TRANSLATE_NOOP("runbooks",
                      "A pin is for everybody. Go on only when a model mark stands at the onset, "
                      "and the prompt version before it was cut as well."),
    QT_TRANSLATE_NOOP("runbooks", "Does the onset stand at a model mark?"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Did {service} begin to cut answers when the model changed, whatever the prompt version?"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Only when a model mark stands at the onset. A new model may count tokens differently or "
        "think before it answers, and then run into a limit that fitted the old one."),
    QT_TRANSLATE_NOOP("runbooks", "Pin {service} to {last_good_model}"),
    QT_TRANSLATE_NOOP("runbooks", "The previous model fits the limits that are set."),
    QT_TRANSLATE_NOOP(
        "runbooks", "Pin the model that was pinned before, or clear the pin when there was none."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Only answers that began after the last lever count. A cut answer that is "
                      "evaluated late is no relapse."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate of cut answers is back at its baseline for at least 60 s, and no "
                      "new answer of {service} stands at a token limit."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner which limit has to change"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Answers of {service} were cut; callers are on the fallback route. The limit has to be "
        "raised in the release or the prompt version before the breaker is reset."),
    QT_TRANSLATE_NOOP("runbooks", "Texts arrive without their end"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Questions, documents or answers in the telemetry end in mid-word, all after "
                      "as many characters, and nothing speaks against the answers themselves."),
    QT_TRANSLATE_NOOP("runbooks", "the service whose texts are cut"),
    QT_TRANSLATE_NOOP("runbooks", "the version of the instrumentation that was used before"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Two things look alike from here: a model that was given half of its input, and a console "
        "that was told half of it. Token counts tell them apart: the model counts what it was "
        "given. Whoever takes one for the other moves a service that is well."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Look at a few: the same number of characters, whatever the text is."),
    QT_TRANSLATE_NOOP("runbooks", "See whether texts end after the same number of characters"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Long texts have one length, short ones are whole; before the onset there "
                      "was no such length."),
    QT_TRANSLATE_NOOP("runbooks", "Tokens are counted where the model runs."),
    QT_TRANSLATE_NOOP("runbooks", "See whether input tokens are as before"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Input tokens are as they were; only the texts here are shorter than they need."),
    QT_TRANSLATE_NOOP("runbooks", "Answers are not touched by it."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Pin the instrumentation of {service} to {last_good_instrumentation}"),
    QT_TRANSLATE_NOOP("runbooks", "It sent texts whole until the onset."),
    QT_TRANSLATE_NOOP("runbooks", "new answers of {service} come with the whole of their input"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Open a trace that began after the pin: texts reach beyond the length at "
                      "which they ended before."),
    QT_TRANSLATE_NOOP("runbooks",
                      "New questions, documents and answers end as their authors ended them, and "
                      "content state no longer says cut."),
    QT_TRANSLATE_NOOP("runbooks",
                      "What could not be checked meanwhile was neither right nor wrong."),
    QT_TRANSLATE_NOOP("runbooks", "Is the stretch that was cut noted?"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Did anything speak against answers of the stretch that was cut?"),
    QT_TRANSLATE_NOOP("runbooks", "Name the length."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the instrumentation at which length it cuts"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The newest instrumentation of {service} cuts long attributes; the version "
                      "before is pinned. Please raise its limit on the length of attribute values "
                      "before the pin is lifted."),
    QT_TRANSLATE_NOOP("runbooks", "Answers name functions that do not exist"),
    QT_TRANSLATE_NOOP("runbooks",
                      "A service that writes code or commands starts to use names that its "
                      "reference does not hold, often right after a model or release change."),
    QT_TRANSLATE_NOOP("runbooks", "the model that serves since the onset"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The service is up, fast and fluent, and its own tests may be green because they mock what "
        "is being called. What gives it away is the text: function names, parameters or flags that "
        "stand in none of the passages the model was given. Every answer that reaches a pipeline "
        "or a person may be acted on, so **limit first, explain later**. Tripping the breaker is "
        "cheap to undo: callers get the previous model, and nothing is lost."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Stop and call the owner of the service if two steps in a row do not do what they say."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Open Health and look at `groundedness` of {service}. A real onset is a "
                      "step: a calm baseline, then a rise that stays. Compare it with the model "
                      "and version marks on the same time axis. If the rise begins at a mark, you "
                      "have a likely cause; if there is no mark, go on all the same."),
    QT_TRANSLATE_NOOP("runbooks", "Confirm the onset"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The rate of suspect answers rose within the last minutes and stays up. A model or version "
        "mark stands at the onset, or you have noted that there is none."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Numbers say that something changed; only reading says what. Open the three most "
        "suspicious answers of {service} and look for the marked names in the passages beside "
        "them. Give each a verdict. Two of three that name things which do not exist are enough."),
    QT_TRANSLATE_NOOP(
        "runbooks", "At least two of three answers use a name that none of their passages holds."),
    QT_TRANSLATE_NOOP("runbooks",
                      "If the answers are sound and the passages are what changed (empty, cut, of "
                      "another product), this is the wrong runbook: the retrieval is at fault, and "
                      "a model change will not help."),
    QT_TRANSLATE_NOOP("runbooks",
                      "With the breaker tripped the gateway serves {service} from its fallback "
                      "model. Watch the ladder: *sent* and *accepted* only mean that the control "
                      "plane agreed. *In effect* means that the control plane, read back, holds "
                      "the new state; which model answers is for the telemetry to say, in the next "
                      "step. Only *recovered* means that the answers are sound again."),
    QT_TRANSLATE_NOOP(
        "runbooks", "Callers get the fallback model at once; the faulty one gets no more traffic."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Reset the breaker. The alias then serves what it served before."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Do not trust the ladder alone. Look at answers that began after the trip: which model "
        "served them, and are their names in the passages? Late evaluations of older answers keep "
        "coming in for some seconds; they are not a relapse."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate is back at its baseline for at least 60 s, and the serving model "
                      "is the fallback."),
    QT_TRANSLATE_NOOP("runbooks",
                      "If it has not recovered two minutes after the breaker was in effect, the "
                      "model is not the cause. Reset the breaker, and look for what else changed "
                      "at the onset: prompt version, retrieval index, adapter."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A pin is for everybody, so ask first: what is known, of the model that served before and "
        "of the one that serves now. The comparison stops as soon as it is decided, and the pin "
        "below waits for it. The questions are those named after {service}, see the README of the "
        "probe sets. Where nobody can be asked, break the glass at the pin and say which three "
        "sound answers of the previous model from before the onset have to do."),
    QT_TRANSLATE_NOOP("runbooks", "Ask {last_good_model} what is known"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "It is right where the model that serves now invents, in four of five answers at least."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The breaker is a tourniquet, not a cure: the fallback has less capacity, and a reset "
        "would bring the fault back. Pin the last model that was good, then the breaker can be "
        "reset without a relapse. A pin overrides the alias for everybody and stays until somebody "
        "lifts it, so this step asks for two eyes."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The alias has moved to a faulty model; a pin keeps it from being served again."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Reset the breaker once the pin is in effect: the service answers with the "
                      "pinned model again. Only answers that began after the reset count."),
    QT_TRANSLATE_NOOP("runbooks", "Verify that answers are sound with the breaker reset"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate stays at its baseline for at least 60 s after the reset, and the "
                      "serving model is {last_good_model}."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Write down what you saw, when it began, what you moved and how you know "
                      "that it is over. Whoever acted on the faulty answers has to hear of it: "
                      "code that was merged or run since the onset must be looked at again."),
    QT_TRANSLATE_NOOP("runbooks", "Note the facts and hand over"),
    QT_TRANSLATE_NOOP("runbooks",
                      "{service} named functions that do not exist. Breaker tripped and "
                      "{last_good_model} pinned; see the timeline for times and evidence. Answers "
                      "since the onset must be reviewed before they are relied on."),
    QT_TRANSLATE_NOOP("runbooks", "Answers contradict themselves when the load is high"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "In busy hours answers contradict themselves, their own earlier turns or what tools told "
        "them, and the same question asked in a quiet hour is answered well."),
    QT_TRANSLATE_NOOP("runbooks", "the instances that serve it, by name"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A server that is full may cut what it remembers, mix up sequences, fall back to smaller "
        "precision or to an older replica. Every request is answered in time, so nothing is red. "
        "What gives it away is that **the same question is answered well when it is quiet**. No "
        "release made it, so none can be rolled back: less load helps, at once."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Where answers run in loops or fall into word salad, take the runbook for "
                      "answers that fall apart under load; the hands are the same."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Hold the rate of bad answers against requests a second, queue time and batch size. A knee "
        "is what you look for; the time of day alone is no evidence."),
    QT_TRANSLATE_NOOP("runbooks", "See whether contradictions go with the load"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Below some load answers are as always, above it they contradict themselves; at the same "
        "load, answers of before and after the newest release fail alike."),
    QT_TRANSLATE_NOOP("runbooks",
                      "{replicas} serve it. One instance that is worse than the others at the same "
                      "load is ill: take that one out, and leave the load alone."),
    QT_TRANSLATE_NOOP("runbooks", "See whether one instance is worse than the others"),
    QT_TRANSLATE_NOOP("runbooks",
                      "At the same load all instances fail alike, or the one that does not is "
                      "named in the note."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Take three suspects and ask their question again now, and once more when "
                      "the load has fallen."),
    QT_TRANSLATE_NOOP("runbooks", "Ask three questions again"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Asked again at low load, at least two of three are answered without the contradiction."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Whoever is sent away is told so and can ask again. Whoever gets an answer "
                      "that contradicts itself may act on either half."),
    QT_TRANSLATE_NOOP("runbooks", "Shed 40 % of the requests to {service}"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Under the knee the same servers answer soundly. Explore tells how much is "
                      "needed; 40 is a beginning."),
    QT_TRANSLATE_NOOP("runbooks", "Shed what was shed before, or nothing."),
};

} // namespace items
