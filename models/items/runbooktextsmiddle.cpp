// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/runbooktexts.h"

#include <QtGlobal>

namespace items {

const std::array<const char*, kMiddleTexts> runbookMiddleTexts{
    QT_TRANSLATE_NOOP("runbooks", "Let the queue run empty"),
    QT_TRANSLATE_NOOP("runbooks", "queue time of {service} is as before the onset"),
    QT_TRANSLATE_NOOP("runbooks", "Is shedding enough, and can it go on?"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Are answers sound at the load that is let in, and can so many be sent away "
                      "until there is more room?"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Its servers have room of their own, and a smaller model that was tested with it."),
    QT_TRANSLATE_NOOP("runbooks", "The fallback route has room of its own."),
    QT_TRANSLATE_NOOP("runbooks", "Reset the breaker, and only then shed less."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A recovery at an empty hour proves nothing: note the load at which you looked."),
    QT_TRANSLATE_NOOP("runbooks", "Verify that answers are coherent at the load that is let in"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate is back at its baseline for at least 60 s while the load is near "
                      "the knee, and the load is noted."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Say at which load it begins, on which instances, and what is shed now."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner at which load it begins"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers of {service} contradict themselves above a certain load; a part of "
                      "the load is shed or on the fallback route. Please limit what an instance "
                      "takes at a time, or add instances, before all of it is let in again."),
    QT_TRANSLATE_NOOP("runbooks", "A judge marks sound answers down"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Scores of one judge fall for several services at once, while validators and "
                      "known answers see nothing."),
    QT_TRANSLATE_NOOP("runbooks", "the model that judged before the onset"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Before you roll back a service on a score, ask who gives the score. A judge is a model "
        "behind an alias, too. Judge or model: four things tell. The judge's own version and "
        "latency changed. It fails services that share nothing else. Our validators and known "
        "answers do not move. And it fails answers of the golden set that it used to pass."),
    QT_TRANSLATE_NOOP("runbooks", "All services that the judge scores, on one time axis."),
    QT_TRANSLATE_NOOP("runbooks", "See whether anything but the judge moved"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Scores fell for all services that the judge scores; validators and known "
                      "answers are as before."),
    QT_TRANSLATE_NOOP("runbooks", "With what they were given. Give each a verdict."),
    QT_TRANSLATE_NOOP("runbooks", "Read three answers that the judge failed"),
    QT_TRANSLATE_NOOP("runbooks", "At least two of three are sound."),
    QT_TRANSLATE_NOOP("runbooks", "No user is touched by it."),
    QT_TRANSLATE_NOOP("runbooks", "Let {last_good_judge} judge"),
    QT_TRANSLATE_NOOP("runbooks", "It agreed with the validators until the onset."),
    QT_TRANSLATE_NOOP(
        "runbooks", "Pin the judge that was pinned before, or clear the pin when there was none."),
    QT_TRANSLATE_NOOP("runbooks", "new scores are of the judge before"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Only scores given after the pin count. Ask for three answers that it failed "
                      "to be judged again, where the judge can do that."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Scores of all services that the judge scores are back at their baseline, "
                      "and the version of the judge is the one before."),
    QT_TRANSLATE_NOOP("runbooks",
                      "A service that was rolled back or moved for these scores can go back."),
    QT_TRANSLATE_NOOP("runbooks", "Was anything moved because of these scores?"),
    QT_TRANSLATE_NOOP("runbooks", "Which levers were moved since the onset because of this judge?"),
    QT_TRANSLATE_NOOP("runbooks", "A judge needs a golden set before it is changed."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the judge"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The newest model of the judge of faithfulness fails sound answers and is no "
                      "longer used. Please hold it against the golden set before it judges again."),
    QT_TRANSLATE_NOOP("runbooks", "Long requests lose a part of what they were given"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Input is cut to a window that nobody told of. Counted input tokens stop at "
                      "one number however long the messages are."),
    QT_TRANSLATE_NOOP("runbooks",
                      "What is cut is the input, so the answers are whole, fluent and reported as "
                      "finished. Documents and earlier turns are what is lost, and the model makes "
                      "up the rest. Short requests are as before: mean quality hardly moves. What "
                      "was answered wrongly may be used elsewhere, minutes or hours later."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Plot input tokens: the step opens Explore with them. A wall at one number, "
                      "often a power of two less the output limit, is the window."),
    QT_TRANSLATE_NOOP("runbooks", "See whether counted input tokens stop at one number"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Input tokens of long requests stand at one number, and their messages have "
                      "more characters than that many tokens hold."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Look for earlier turns that the answer does not know, and figures that its "
                      "documents do not hold."),
    QT_TRANSLATE_NOOP("runbooks", "Read three long requests and give verdicts"),
    QT_TRANSLATE_NOOP("runbooks", "At least two of three do not know what they were given."),
    QT_TRANSLATE_NOOP("runbooks", "Its servers have the window that the service was tested with."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The fallback route has the window that the service was tested with."),
    QT_TRANSLATE_NOOP("runbooks", "no new answer of {service} has its input cut"),
    QT_TRANSLATE_NOOP(
        "runbooks", "Take requests as long as those that failed: short ones never were in danger."),
    QT_TRANSLATE_NOOP("runbooks",
                      "New long requests are counted with the tokens that their messages need, and "
                      "answers use their beginning."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Other services may have taken up what was answered wrongly. Open one "
                      "suspect and look where its words come again."),
    QT_TRANSLATE_NOOP("runbooks", "Find where the wrong answers were used"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The services that used them are known and their owners are told."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The release that moved the service to other servers has to set the window."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner which window is too small"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Input of {service} is cut silently by the servers behind its last release; callers are on "
        "the fallback route. The window has to be set before the breaker is reset."),
    QT_TRANSLATE_NOOP("runbooks", "Answers fall apart under load"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers run in loops or lose their order when more is asked than the "
                      "servers can take, and nothing was deployed."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Some servers get slow when they are full; some get worse. Every request is answered, so "
        "no dashboard of errors sees it. Do not roll back: no release made it. Less load does."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Hold the rate of bad answers against queue time or requests a second. A "
                      "knee is what you look for."),
    QT_TRANSLATE_NOOP("runbooks", "See whether bad answers go with the load"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Below some load answers are as always; above it they fall apart. No release stands at the "
        "onset, or answers before and after it fail alike at the same load."),
    QT_TRANSLATE_NOOP("runbooks", "Loops and words without order are plain to see."),
    QT_TRANSLATE_NOOP("runbooks", "At least two of three run in loops or fall apart."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Who is sent away is told so, and can ask again; who gets a broken answer may act on it."),
    QT_TRANSLATE_NOOP("runbooks", "Shed 60 % of the requests to {service}"),
    QT_TRANSLATE_NOOP("runbooks",
                      "60 % brings up to 2.5 times the usual load back to it. Causes and Explore "
                      "tell this incident's own amounts, each with its aim: the usual load, under "
                      "the knee, or under a rate of failing answers."),
    QT_TRANSLATE_NOOP("runbooks", "the load of {service} is below the knee"),
    QT_TRANSLATE_NOOP("runbooks", "Its servers have room of their own."),
    QT_TRANSLATE_NOOP("runbooks",
                      "What is let in has to be under the knee and sound. Requests that are sent "
                      "away are no recovery, and are counted apart."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The rate is back at its baseline for at least 60 s at the load that is let in now."),
    QT_TRANSLATE_NOOP("runbooks", "Say at which load it begins."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Answers of {service} fall apart under load; a part of it is shed. Please limit what a "
        "server takes, or add servers, before all of it is let in again."),
    QT_TRANSLATE_NOOP("runbooks", "Answers follow a wrong document"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers agree with what was retrieved and are wrong all the same, since the "
                      "index was refreshed with old or wrong documents."),
    QT_TRANSLATE_NOOP("runbooks", "the version of the index that was searched before the onset"),
    QT_TRANSLATE_NOOP("runbooks",
                      "A faithful answer to a wrong document is a wrong answer. Whatever compares "
                      "answer and context stays green. What shows it is a known answer, another "
                      "document, or what the same service said before."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Known answers fail from one point in time on, and faithfulness does not. "
                      "Look for the mark of an index version."),
    QT_TRANSLATE_NOOP("runbooks", "Confirm that known answers fail and faithfulness does not"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The rate rose where the version of an index changed, and groundedness is as before."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Select the failed answers and look at which document they have in common."),
    QT_TRANSLATE_NOOP("runbooks", "Find what the wrong answers were given in common"),
    QT_TRANSLATE_NOOP("runbooks",
                      "One document, or one age of all documents, sets them apart; other passages "
                      "beside it say otherwise."),
    QT_TRANSLATE_NOOP("runbooks", "Searches use the version that is pinned; nothing is deleted."),
    QT_TRANSLATE_NOOP("runbooks", "Pin {service} to index {last_good_index}"),
    QT_TRANSLATE_NOOP("runbooks", "The version before did not hold the document."),
    QT_TRANSLATE_NOOP("runbooks", "no new search of {service} finds the document"),
    QT_TRANSLATE_NOOP("runbooks", "Known answers are asked all the time: they show it first."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Known answers pass again for at least 60 s, and new searches name the index "
                      "that is pinned."),
    QT_TRANSLATE_NOOP("runbooks", "Answers that rest on it are a list, not a rate."),
    QT_TRANSLATE_NOOP("runbooks", "List the answers that rest on the document"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The list is exported and handed to whoever calls the customers."),
    QT_TRANSLATE_NOOP("runbooks", "The document has to go before the index is refreshed again."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the index which document is wrong"),
    QT_TRANSLATE_NOOP("runbooks",
                      "{service} is pinned to the index before: its newest version holds a "
                      "document that is wrong. Please remove it at its source and refresh again."),
    QT_TRANSLATE_NOOP("runbooks", "A new prompt version made answers worse"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Right after a prompt version went out, a check of any kind fails more "
                      "often, and the model, the documents and the load are as before."),
    QT_TRANSLATE_NOOP("runbooks", "the prompt version that was served before the onset"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "A prompt is changed by people who read three answers, and read by a model that gives "
        "thousands. What it loses is seldom what it was changed for: a format, a refusal, a "
        "language, a rule for money. Whichever check fails, the hands are the same: **go back "
        "first, compare afterwards**. A prompt goes back at once and loses nothing."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Where answers add what no passage holds, or are cut, there is a runbook for just that."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rise has to stand at a prompt mark. Where only a share of the users has "
                      "the new version, the others are the control: split by prompt version."),
    QT_TRANSLATE_NOOP("runbooks", "Confirm that it began with a prompt version"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate rose where a prompt mark stands, and answers of the version before "
                      "are as they were."),
    QT_TRANSLATE_NOOP("runbooks",
                      "If answers of both versions fail alike, this is the wrong runbook: look at "
                      "the model, the index and the load."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Open one suspect and one sound answer of the version before, side by side. "
                      "The instructions are the first message of each."),
    QT_TRANSLATE_NOOP("runbooks", "Compare the instructions and one answer of both versions"),
    QT_TRANSLATE_NOOP(
        "runbooks", "You can name what the new instructions lack, or say that it cannot be seen."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "The version before served until the onset. Whoever wants the new one back lifts the pin."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Nothing but the prompt changed at the onset, and the version before served well."),
    QT_TRANSLATE_NOOP("runbooks", "no new answer of {service} has the new prompt version"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Only answers that began after the pin count. Caches may hold answers of the new version "
        "for a while: a share that does not fall any more is such a cache."),
    QT_TRANSLATE_NOOP("runbooks",
                      "The rate is back at its baseline for at least 60 s, and new answers name "
                      "version {last_good_prompt}."),
    QT_TRANSLATE_NOOP("runbooks", "What becomes of the new version?"),
    QT_TRANSLATE_NOOP("runbooks", "Is it known which sentence made answers worse?"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Say what got worse, by how much, and since when: the author of the prompt "
                      "saw three good answers."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the author of the prompt"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The newest prompt version of {service} made answers worse and is no longer "
                      "served; version {last_good_prompt} is. Please compare both on the golden "
                      "set before it goes out again."),
    QT_TRANSLATE_NOOP("runbooks", "A service tells the wrong time"),
    QT_TRANSLATE_NOOP("runbooks",
                      "What a service tells is dated well before or after it arrives, all by as "
                      "much, and nothing speaks against its answers."),
    QT_TRANSLATE_NOOP("runbooks", "the service whose clock is off"),
    QT_TRANSLATE_NOOP("runbooks",
                      "A clock that is off makes causes come after their effects. Every order of "
                      "events across services is wrong until it is put right, and a change may be "
                      "taken for innocent because it seems too late."),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Compare when its spans ended with when they arrived, and with those of other services."),
    QT_TRANSLATE_NOOP("runbooks", "See by how much, and since when, the clock of {service} is off"),
    QT_TRANSLATE_NOOP("runbooks", "Its link says how far the clock is off; other links do not."),
    QT_TRANSLATE_NOOP("runbooks", "A wrong date makes no answer wrong."),
    QT_TRANSLATE_NOOP("runbooks", "See whether anything speaks against the answers"),
    QT_TRANSLATE_NOOP("runbooks", "All checks are as before."),
    QT_TRANSLATE_NOOP("runbooks", "It read the right clock until the onset."),
    QT_TRANSLATE_NOOP("runbooks", "new answers of {service} are dated when they arrive"),
    QT_TRANSLATE_NOOP(
        "runbooks",
        "Hold the time that {service} tells against the time at which it was recorded."),
    QT_TRANSLATE_NOOP("runbooks", "Verify that the telemetry is right again"),
    QT_TRANSLATE_NOOP("runbooks",
                      "What came after the pin is dated when it came, within a second or two."),
    QT_TRANSLATE_NOOP("runbooks",
                      "Whoever reads the charts later must know that its times are wrong."),
    QT_TRANSLATE_NOOP("runbooks", "Is the stretch with wrong times noted?"),
    QT_TRANSLATE_NOOP("runbooks", "Was anything put down to the wrong time meanwhile?"),
    QT_TRANSLATE_NOOP("runbooks", "Say by how much."),
    QT_TRANSLATE_NOOP("runbooks", "Tell the owner of the instrumentation by how much it is off"),
    QT_TRANSLATE_NOOP("runbooks",
                      "The newest instrumentation of {service} reads a clock that is off; the "
                      "version before is pinned. Please mend it before the pin is lifted."),
    QT_TRANSLATE_NOOP("runbooks", "Some tenants get other figures than their documents say"),
    QT_TRANSLATE_NOOP("runbooks",
                      "Answers given with one adapter state figures that their passages do not "
                      "hold, while answers without it stay sound."),
};

} // namespace items
