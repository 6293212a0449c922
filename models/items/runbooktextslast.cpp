// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbooktexts.h"

#include <QtGlobal>

namespace items {

const std::array<const char*, kLastTexts> runbookLastTexts{
    QT_TRANSLATE_NOOP("runbooks", "the adapter that was loaded before the onset"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "An adapter is trained apart from the model and loaded without a release of the service, "
        "so nothing in the deploy log need stand at the onset. Where it was trained on feedback, "
        "whoever can give feedback can spoil it. The answers keep the right voice and the right "
        "documents; only figures and conditions are other ones."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Select the suspects and look at what sets them apart. If adapter stands first and answers "
        "of the same model without it are as before, go on; else this is the wrong runbook."),
    QT_TRANSLATE_NOOP("runbooks", "See whether only answers with one adapter went wrong"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The wrong answers have one adapter in common, and answers without it are as before."),
    QT_TRANSLATE_NOOP("runbooks", "Hold a figure of each answer against the passage beside it."),
    QT_TRANSLATE_NOOP("runbooks", "At least two of three state a figure that no passage holds."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The base model answers in its own voice, and soundly. No tenant is without an answer."),
    QT_TRANSLATE_NOOP("runbooks", "Answer without an adapter in {service}"),
    QT_TRANSLATE_NOOP("runbooks", "The base model is not spoilt."),
    QT_TRANSLATE_NOOP("runbooks", "Put the adapter back that was pinned before, or clear the pin."),
    QT_TRANSLATE_NOOP("runbooks", "no new answer of {service} names the adapter"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Its figures have to be right: hold three answers that it gave before the "
                      "onset against their passages. Without it the voice of the tenants is "
                      "missing, which is a nuisance; with a spoilt one their figures are wrong."),
    QT_TRANSLATE_NOOP("runbooks", "Is {last_good_adapter} known to be good?"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Do three answers that {last_good_adapter} gave before the onset hold what "
                      "their passages say?"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Only one that served well. The pin holds until somebody lifts it."),
    QT_TRANSLATE_NOOP("runbooks", "Pin {service} to {last_good_adapter}"),
    QT_TRANSLATE_NOOP("runbooks", "It served well until the onset."),
    QT_TRANSLATE_NOOP("runbooks", "Clear the pin."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Look at the tenants that had the adapter: the mean over all of them hides them."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The rate is back at its baseline for at least 60 s, for the tenants of the adapter too."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The training data has to be looked at before the adapter is trained again."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner that the training data is suspect"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The newest adapter of {service} states wrong figures and is no longer served. Please look "
        "at the feedback it was trained on before it is trained again."),
    QT_TRANSLATE_NOOP("runbooks", "Answers tell what used to be true"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers agree with what was retrieved, and newer documents or known answers "
                      "say otherwise, since an older index is searched."),
    QT_TRANSLATE_NOOP("runbooks",
                      "An old index fails nothing: every search finds something, and the answer "
                      "rests on it. Only what is newer shows it: a notice, a known answer, another "
                      "service that reads the article itself."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Known answers fail from one point in time on, and faithfulness does not. "
                      "Look for the mark of an index version, and at its age."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate rose where the version of an index changed to an older one, and "
                      "groundedness is as before."),
    QT_TRANSLATE_NOOP("runbooks",
                      "No document is behind them all; what they share is the age of the index."),
    QT_TRANSLATE_NOOP("runbooks", "Read three suspects with their documents"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The article says what the answer says; a newer document beside it says otherwise."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Searches use the version that is pinned; nothing is deleted. An index older "
                      "than that will not do."),
    QT_TRANSLATE_NOOP("runbooks", "The version before the onset holds what was changed since."),
    QT_TRANSLATE_NOOP("runbooks", "no new search of {service} uses the old index"),
    QT_TRANSLATE_NOOP("runbooks", "Answers that rest on an old rule are a list, not a rate."),
    QT_TRANSLATE_NOOP("runbooks", "List the answers that rest on the old index"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Why an old snapshot could be taken for the newest has to be found before "
                      "the pin is lifted."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the index how old it was"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "{service} searched an index from long ago and is pinned to the one before. Please find "
        "out why the old snapshot was taken, and load the newest, before the pin is lifted."),
    QT_TRANSLATE_NOOP("runbooks", "Answers drift from the truth after a fine-tune"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Since a fine-tuned version or adapter was promoted, known answers fail more "
                      "and more often, while tone, format and speed are as good as ever."),
    QT_TRANSLATE_NOOP("runbooks", "the version that serves since the drift began"),
    QT_TRANSLATE_NOOP("runbooks", "the model that served before the fine-tune"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A fine-tune teaches manners quickly and facts badly. What it was taught to please with, "
        "it says with the same assurance as what is true, so users seldom complain, and thumbs may "
        "even go up. Where the training data comes from feedback, each round makes the next one "
        "worse: **take the version out of service first, then out of the loop**."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A drift is slow. Look at days, not minutes, and at checks that know the truth (known "
        "answers, a person's verdicts) rather than at those that know the style."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Known answers on a long time axis, with the marks of models and adapters. A step at a "
        "mark is a bad version; a slope that begins at one is a version that learns on."),
    QT_TRANSLATE_NOOP("runbooks", "Confirm that known answers fail since the fine-tune"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Known answers fail more often since a model or adapter mark; answers that "
                      "another version gives meanwhile are as before."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Drift is in what they say, not in how. Give each a verdict: the verdicts "
                      "teach the ranking and are evidence for the owner."),
    QT_TRANSLATE_NOOP("runbooks", "Read five suspects and give verdicts"),
    QT_TRANSLATE_NOOP("runbooks",
                      "At least three of five say with assurance what their documents or the known "
                      "answer contradict."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The fallback route serves the model as it was before tuning. Its voice is "
                      "plainer, and its facts are those that were tested."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The fallback route was never tuned on the data that is suspect."),
    QT_TRANSLATE_NOOP("runbooks", "Reset the breaker. The tuned version then serves again."),
    QT_TRANSLATE_NOOP("runbooks", "no new answer of {service} comes from the tuned version"),
    QT_TRANSLATE_NOOP("runbooks",
                      "An adapter is loaded by each instance for itself: {replicas}. One that "
                      "still holds it answers some of the users, and the mean over all hides it."),
    QT_TRANSLATE_NOOP("runbooks", "See that no instance serves the tuned version"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Split by instance, no answer since the breaker was in effect names the "
                      "tuned version or adapter."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Ask it what is known, beside the version that drifted. A version that was good half a "
        "year ago need not be good for the documents of today. The questions are those named after "
        "{service}, see the README of the probe sets; the pin below waits for what they show."),
    QT_TRANSLATE_NOOP("runbooks",
                      "It passes known answers as often as before the onset, and is not worse than "
                      "the tuned version."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The pin holds for everybody until somebody lifts it. With it in effect the "
                      "breaker can be reset."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The alias names the tuned version; a pin keeps it from being served again."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Drift that took days to be seen does not recover in a minute. Known answers "
                      "are asked all the time: wait for enough of them."),
    QT_TRANSLATE_NOOP("runbooks", "Verify that known answers pass again"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Known answers pass at the rate of before the fine-tune, with at least "
                      "thirty asked since the pin."),
    QT_TRANSLATE_NOOP("runbooks",
                      "What was answered meanwhile is in the feedback that the next round would be "
                      "trained on. That has to be frozen before anybody starts it, and the answers "
                      "since the onset taken out of it."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner to freeze the training data"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers of {service} drifted from the truth since its last fine-tune, which "
                      "is rolled back to {last_good_model}. Please freeze the feedback that it is "
                      "trained on, take out what was collected since the onset, and hold the next "
                      "version against the golden set before it is promoted."),
    QT_TRANSLATE_NOOP("runbooks", "Answers add what no passage holds"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Right after a new prompt version, answers begin well and then promise or "
                      "state what none of their passages holds."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A prompt is code without tests. One sentence that is lost from the instructions, and a "
        "model says what it likes. The model is the same and the documents are the same, which is "
        "why nothing in the deploy log need stand at the onset."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Compare the rise with the marks of prompt versions. Where only a share of "
                      "the users has the new version, the others are the control."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Open one suspect and one sound answer of the version before, and read both instructions."),
    QT_TRANSLATE_NOOP("runbooks", "Compare the instructions of both versions"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The new instructions lack what kept the answers to their passages."),
    QT_TRANSLATE_NOOP("runbooks", "The fallback route keeps the prompt it was tested with."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Then the breaker can be reset. The pin holds until somebody lifts it."),
    QT_TRANSLATE_NOOP("runbooks", "The version before kept the answers to their passages."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Only answers that began after the pin count. Once it holds, the breaker can "
                      "be reset: look again then."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate is back at its baseline for at least 60 s, and new answers name "
                      "the prompt version that is pinned."),
    QT_TRANSLATE_NOOP("runbooks", "Say which sentence is missing."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the prompt"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The newest prompt version of {service} is no longer served: its answers add what no "
        "passage holds. Please compare the instructions before it goes out again."),
    QT_TRANSLATE_NOOP("runbooks", "Answers can no longer be seen"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Content or whole requests are missing from the telemetry of a service, and "
                      "nothing speaks against the answers themselves."),
    QT_TRANSLATE_NOOP("runbooks", "the service that is seen no longer"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Unknown is no failure, and no success. A console that goes blind must not "
                      "be calmed by it, and nobody must roll back a service because its telemetry "
                      "broke. Find out what is missing, since when, and from whom."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Counts, content, attributes: each hole has another cause. Compare instances "
                      "and the version of their instrumentation."),
    QT_TRANSLATE_NOOP("runbooks", "See what is missing, and since when"),
    QT_TRANSLATE_NOOP("runbooks",
                      "What is missing, from which instances, and which version of the "
                      "instrumentation they have in common."),
    QT_TRANSLATE_NOOP("runbooks", "Judges and users that sit elsewhere still see it."),
    QT_TRANSLATE_NOOP("runbooks", "See whether anything else speaks against the answers"),
    QT_TRANSLATE_NOOP("runbooks", "What can still be judged is as before."),
    QT_TRANSLATE_NOOP("runbooks", "It sent everything until the onset."),
    QT_TRANSLATE_NOOP("runbooks", "new answers of {service} come with their content"),
    QT_TRANSLATE_NOOP("runbooks",
                      "What was not seen meanwhile stays unseen: it is not to be taken for sound."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Content of new answers is captured again, at the rate of before, and "
                      "nothing speaks against it."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Whoever reads the charts later must know that this was no calm."),
    QT_TRANSLATE_NOOP("runbooks", "Is the stretch that was not seen noted?"),
    QT_TRANSLATE_NOOP("runbooks", "Did anything happen to users in the stretch that was not seen?"),
    QT_TRANSLATE_NOOP("runbooks", "Say what is missing."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the instrumentation"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The newest instrumentation of {service} sends no content and drops requests; the version "
        "before is pinned. Please mend it before the pin is lifted."),
    QT_TRANSLATE_NOOP("runbooks", "the last good adapter"),
    QT_TRANSLATE_NOOP("runbooks", "the last good index"),
    QT_TRANSLATE_NOOP("runbooks", "the last good instrumentation"),
    QT_TRANSLATE_NOOP("runbooks", "the last good judge"),
    QT_TRANSLATE_NOOP("runbooks", "the last good model"),
    QT_TRANSLATE_NOOP("runbooks", "the last good prompt"),
    QT_TRANSLATE_NOOP("runbooks", "the service"),
    QT_TRANSLATE_NOOP("runbooks", "nothing - the telemetry was cut"),
    QT_TRANSLATE_NOOP("runbooks", "yes - pin the previous model"),
    QT_TRANSLATE_NOOP("runbooks", "no - leave the model"),
    QT_TRANSLATE_NOOP("runbooks", "no sign of it"),
    QT_TRANSLATE_NOOP("runbooks", "yes - noted"),
    QT_TRANSLATE_NOOP("runbooks", "cannot be told"),
    QT_TRANSLATE_NOOP("runbooks", "yes - stay"),
    QT_TRANSLATE_NOOP("runbooks", "not sound - use the fallback route"),
    QT_TRANSLATE_NOOP("runbooks", "sound - but too many are sent away - use the fallback route"),
    QT_TRANSLATE_NOOP("runbooks", "none"),
    QT_TRANSLATE_NOOP("runbooks", "some - and they are moved back"),
    QT_TRANSLATE_NOOP("runbooks", "some - and they stay"),
    QT_TRANSLATE_NOOP("runbooks", "yes - mend it and prove it on the golden set"),
    QT_TRANSLATE_NOOP("runbooks", "no - it stays out until it is known"),
    QT_TRANSLATE_NOOP("runbooks", "it was another change - lift the pin"),
    QT_TRANSLATE_NOOP("runbooks", "yes - load it"),
    QT_TRANSLATE_NOOP("runbooks", "no - stay without an adapter"),
    QT_TRANSLATE_NOOP("runbooks", "not known - stay without an adapter"),
    QT_TRANSLATE_NOOP("runbooks", "the owner of the service agrees"),
    QT_TRANSLATE_NOOP("runbooks", "the owner of the adapter agrees"),
    QT_TRANSLATE_NOOP("runbooks", "the owner of the fine-tune agrees"),
};

} // namespace items
