// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/trainingwords.h"

#include "app/drilltexts.h"
#include "app/scorewords.h"
#include "models/practice/ownalarms.h"
#include "widgets/common/formats.h"
#include "widgets/common/plaintext.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

using practice::Debrief;
using practice::DebriefMoment;
using practice::Scorecard;
using practice::TrainingRun;

constexpr std::size_t kMostEarlier = 5; // runs that a figure is compared with
constexpr int kLongestDetail = 200;
constexpr int kRecoveredRow = 4; // of the scores
constexpr std::chrono::minutes kWithoutProgress{5};

class TrainingWords
{
    Q_DECLARE_TR_FUNCTIONS(TrainingWords)

public:
    static QString difficulty(drill::Difficulty difficulty)
    {
        switch (difficulty) {
        case drill::Difficulty::Medium:
            return tr("medium");
        case drill::Difficulty::Hard:
            return tr("hard");
        case drill::Difficulty::Easy:
            break;
        }
        return tr("easy");
    }

    static QString takes(const drill::Briefing& briefing)
    {
        return tr("Takes about %1 min · %2")
            .arg(briefing.minutes)
            .arg(difficulty(briefing.difficulty));
    }

    static QString ends()
    {
        return tr("It ends by itself once a lever that ends the fault is in effect and the "
                  "recovered window is full: no alarm of the fault open, and %1 answers in at "
                  "least %2 s. You can end it at any time.")
            .arg(practice::kRecoveredAnswers)
            .arg(practice::kRecoveredFor.count());
    }

    // The heading says that it is from the fault on; a moment may lie before.
    static QString afterFault(telemetry::Duration after)
    {
        return after < telemetry::Duration{}
            ? tr("%1 before the fault").arg(common::durationText(-after))
            : common::durationText(after);
    }

    // Beside the time of day, which it is not to be taken for.
    static QString sinceFault(telemetry::Duration after)
    {
        return after < telemetry::Duration{} ? u"−"_s + common::durationText(-after)
                                             : u"+"_s + common::durationText(after);
    }

    static QString worth(const std::optional<practice::LeverWorth>& worth)
    {
        if (!worth)
            return {};
        switch (*worth) {
        case practice::LeverWorth::Cure:
            return tr("the right lever");
        case practice::LeverWorth::Wrong:
            return tr("a wrong lever");
        case practice::LeverWorth::PutBack:
            return tr("a lever put back");
        case practice::LeverWorth::NotMoved:
            return tr("a lever that did not move");
        case practice::LeverWorth::Unknown:
            break;
        }
        return tr("a lever of which it is not known whether it moved");
    }

    static QString named(const std::optional<practice::Naming>& naming)
    {
        if (naming == practice::Naming::Right)
            return tr("named the cause, rightly");
        if (naming == practice::Naming::Wrong)
            return tr("named a cause that it was not");
        return tr("named a cause; whether rightly cannot be said by a rule");
    }

    static QString kindText(const DebriefMoment& moment)
    {
        switch (moment.kind) {
        case DebriefMoment::Kind::Started:
            return tr("took the drill on");
        case DebriefMoment::Kind::Fault:
            return tr("The fault began");
        case DebriefMoment::Kind::FirstWrong:
            return tr("The first answer after it that was found suspect");
        case DebriefMoment::Kind::Detected:
            return tr("Told by an alarm or a person");
        case DebriefMoment::Kind::Acknowledged:
            return tr("took it on");
        case DebriefMoment::Kind::Hint:
            return tr("took hint %1").arg(moment.hint);
        case DebriefMoment::Kind::Named:
            return named(moment.naming);
        case DebriefMoment::Kind::LeverSent:
            return tr("moved %1").arg(worth(moment.worth));
        case DebriefMoment::Kind::LeverInEffect:
            return tr("In effect: %1").arg(worth(moment.worth));
        case DebriefMoment::Kind::Spread:
            return tr("looked where the wrong answers went, on the page Spread");
        case DebriefMoment::Kind::SignalRecovered:
            return tr("The ladder: recovered");
        case DebriefMoment::Kind::Recovered:
            return tr("Recovered");
        case DebriefMoment::Kind::Ended:
            break;
        }
        return moment.isByItself ? tr("The drill ended by itself") : tr("ended the drill");
    }

    static trainingview::MomentText moment(const DebriefMoment& moment, const Scorecard& card)
    {
        trainingview::MomentText text;
        text.time = moment.time;
        text.when = common::utcTimeText(moment.time);
        if (card.start.time)
            text.when += u"  "_s + sinceFault(moment.time - *card.start.time);
        text.what = kindText(moment);
        if (const QString detail = common::safeLine(scoreWords(moment.detail), kLongestDetail);
            !detail.isEmpty())
            text.what += u": "_s + detail;
        text.isAct = moment.isAct();
        return text;
    }

    static QString duration(const std::optional<telemetry::Duration>& duration)
    {
        return duration ? afterFault(*duration) : tr("not known, or it did not happen");
    }

    static QString earlier(const std::vector<TrainingRun>& runs,
                           const std::function<QString(const TrainingRun&)>& figure)
    {
        QStringList figures;
        for (std::size_t i = 0; i < std::min(runs.size(), kMostEarlier); ++i)
            figures << figure(runs[i]);
        return figures.join(u", "_s);
    }

    using Member = std::optional<telemetry::Duration> TrainingRun::*;
    static trainingview::ScoreText time(const QString& what, const Scorecard& card,
                                        const practice::ScoredTime& at, Member member,
                                        const std::vector<TrainingRun>& runs)
    {
        return {.what = what,
                .value = duration(card.after(at)),
                .why = common::safeLine(scoreWords(at.why), kLongestDetail),
                .earlier = earlier(runs, [member](const TrainingRun& run) {
                    const auto& each = run.*member;
                    return each ? common::durationText(*each) : u"–"_s;
                })};
    }

    static trainingview::ScoreText signalRecovered(const Scorecard& card)
    {
        return {.what = TrainingWords::tr("Ladder: recovered"),
                .value = duration(card.after(card.signalRecovered)),
                .why = TrainingWords::tr("The one signal that the lever was moved for was back. "
                                         "“Recovered” below waits for all alarms of the fault to "
                                         "clear."),
                .earlier = {}};
    }

    static trainingview::ScoreText levers(const Scorecard& card,
                                          const std::vector<TrainingRun>& runs)
    {
        const bool isKnown = card.unknownLevers() == 0;
        return {.what = TrainingWords::tr("Wrong levers"),
                .value = isKnown ? common::countText(card.wrongLevers())
                                 : TrainingWords::tr("not known"),
                .why = isKnown ? TrainingWords::tr("of %1 that were moved").arg(card.levers.size())
                               : TrainingWords::tr("Of %1 it is not known whether they moved.")
                                     .arg(card.unknownLevers()),
                .earlier = earlier(runs, [](const TrainingRun& run) {
                    return run.wrongLevers ? common::countText(*run.wrongLevers) : u"–"_s;
                })};
    }

    static trainingview::ScoreText exposure(const Scorecard& card, bool isBeingCounted,
                                            const std::vector<TrainingRun>& runs)
    {
        const incident::Exposure& exposure = card.exposure;
        if (!card.isExposureCounted)
            return {.what = TrainingWords::tr("Wrong answers"),
                    .value = isBeingCounted ? TrainingWords::tr("being counted …")
                                            : TrainingWords::tr("not known"),
                    .why = isBeingCounted ? QString() : TrainingWords::tr("They were not counted."),
                    .earlier = earlierWrong(runs)};
        if (!card.truth.mayChangeAnswers())
            return {.what = TrainingWords::tr("Wrong answers"),
                    .value = TrainingWords::tr("None: the fault does not change answers"),
                    .why = TrainingWords::tr("Checks held something against %1 of %2 answers that "
                                             "were judged; the fault made none of them wrong.")
                               .arg(common::countText(card.suspectAnyway),
                                    common::countText(exposure.judged)),
                    .earlier = {}};
        return {.what = TrainingWords::tr("Wrong answers"),
                .value = exposure.judged > 0 ? common::countText(exposure.wrong)
                                             : TrainingWords::tr("not known"),
                .why = judged(card),
                .earlier = earlierWrong(runs)};
    }

    static QString earlierWrong(const std::vector<TrainingRun>& runs)
    {
        return earlier(runs, [](const TrainingRun& run) {
            return run.wrong ? common::countText(*run.wrong) : u"–"_s;
        });
    }

    // A check that cannot see the fault has judged nothing of it.
    static QString judged(const Scorecard& card)
    {
        const incident::Exposure& exposure = card.exposure;
        if (!card.judgedBySeeing)
            return TrainingWords::tr("%1 of %2 answers were judged, from the fault to recovery or "
                                     "the end, as known when the drill ended")
                .arg(common::countText(exposure.judged), common::countText(exposure.answers));
        QStringList checks;
        for (const std::string& check : card.seeingChecks)
            checks << common::safeLine(check, 60);
        return TrainingWords::tr("%1 of %2 answers were judged by a check that told of the fault "
                                 "(%3), from the fault to recovery or the end, as known when the "
                                 "drill ended; of the others it is not known")
            .arg(common::countText(*card.judgedBySeeing), common::countText(exposure.answers),
                 checks.join(u", "_s));
    }

    static QString cures(const std::vector<drill::Cure>& cures)
    {
        QStringList all;
        for (const drill::Cure& cure : cures)
            all << tr("%1 at %2")
                       .arg(common::safeLine(cure.lever, 80), common::safeLine(cure.value, 80));
        return tr("Ended by: %1.").arg(all.join(tr(", or ")));
    }

    // Counted, of this very run; nothing is guessed of what another lever would have done.
    static QString sooner(const Scorecard& card)
    {
        if (!card.truth.mayChangeAnswers() || !card.exposureAtAlarm || card.exposure.judged == 0
            || !card.mitigated.time || !card.detected.time
            || *card.mitigated.time <= *card.detected.time)
            return {};
        return tr("Had the lever been in effect at the alarm, %1 sooner, it would have been %2 "
                  "wrong answers in the place of %3, as known when the drill ended.")
            .arg(common::durationText(*card.mitigated.time - *card.detected.time),
                 common::countText(card.exposureAtAlarm->wrong),
                 common::countText(card.exposure.wrong));
    }

    static QString earlierRuns(const practice::Debrief& debrief, std::size_t count,
                               const std::string& problem)
    {
        const QString who = common::safeLine(debrief.training.who, 60);
        QString text = count == 0
            ? tr("The first run of this drill by %1 that is kept here: there is nothing to compare "
                 "it with.")
                  .arg(who)
            : tr("Compared with %1, newest first.")
                  .arg(common::countedText(static_cast<std::int64_t>(count),
                                           tr("your earlier run of this drill"),
                                           tr("your %1 earlier runs of this drill")));
        if (!problem.empty())
            text += u' ' + common::safeLine(problem, 300);
        return text;
    }
};

} // namespace

trainingview::BriefingText briefingText(const drill::Briefing& briefing)
{
    return {.title = drillText(briefing.title),
            .takes = TrainingWords::takes(briefing),
            .who = drillText(briefing.who),
            .services = drillText(briefing.services),
            .told = drillText(briefing.told),
            .asked = drillText(briefing.asked),
            .simulated = drillText(briefing.simulated),
            .ends = TrainingWords::ends()};
}

QString endOfferText(const practice::Debrief& running, telemetry::Timestamp now)
{
    const Scorecard& card = running.card;
    if (card.windowBegan)
        return TrainingWords::tr("Recovered since %1 UTC, as far as is known. If that holds, the "
                                 "drill ends by itself at %2 UTC, or as soon after as %3 answers "
                                 "have come since.")
            .arg(common::utcTimeText(*card.windowBegan),
                 common::utcTimeText(*card.windowBegan + practice::kRecoveredFor))
            .arg(practice::kRecoveredAnswers);
    if (card.mitigated.time && !card.holding.empty()) {
        QStringList open;
        for (const std::string& alarm : card.holding)
            open << common::safeLine(alarm, 60);
        return TrainingWords::tr("The drill goes on until this has cleared: %1.")
            .arg(open.join(u", "_s));
    }
    telemetry::Timestamp last =
        std::max(running.training.started, running.lastAct.value_or(running.training.started));
    for (const DebriefMoment& moment : running.moments) {
        if (moment.isAct() && moment.time <= now)
            last = std::max(last, moment.time);
    }
    if (now - last < kWithoutProgress)
        return {};
    return TrainingWords::tr("Nothing has been done for %1. Whenever you like, End the Drill: it "
                             "then tells what it was and how it went.")
        .arg(common::durationText(now - last));
}

trainingview::DebriefText debriefText(const Debrief& debrief,
                                      const std::vector<TrainingRun>& earlier,
                                      const std::string& problem)
{
    const Scorecard& card = debrief.card;
    trainingview::DebriefText text;
    text.scores = {TrainingWords::time(TrainingWords::tr("Detected"), card, card.detected,
                                       &TrainingRun::detected, earlier),
                   TrainingWords::time(TrainingWords::tr("Acknowledged"), card, card.acknowledged,
                                       &TrainingRun::acknowledged, earlier),
                   TrainingWords::time(TrainingWords::tr("Cause named"), card, card.named,
                                       &TrainingRun::named, earlier),
                   TrainingWords::time(TrainingWords::tr("Mitigated"), card, card.mitigated,
                                       &TrainingRun::mitigated, earlier),
                   TrainingWords::time(TrainingWords::tr("Recovered"), card, card.recovered,
                                       &TrainingRun::recovered, earlier),
                   TrainingWords::levers(card, earlier),
                   TrainingWords::exposure(card, debrief.isBeingCounted, earlier)};
    if (practice::isToldApart(card)) // beside the other, and first where it was
        text.scores.insert(text.scores.begin() + kRecoveredRow,
                           TrainingWords::signalRecovered(card));
    if (debrief.spread)
        text.scores.push_back(
            {.what = TrainingWords::tr("Spread followed"),
             .value = TrainingWords::duration(card.after(*debrief.spread)),
             .why = common::safeLine(scoreWords(debrief.spread->why), kLongestDetail),
             .earlier = {}});
    text.scores.push_back(
        {.what = TrainingWords::tr("Hints taken"),
         .value = common::countText(static_cast<std::int64_t>(debrief.training.hints.size())),
         .why = {},
         .earlier = TrainingWords::earlier(
             earlier, [](const TrainingRun& run) { return common::countText(run.hints); })});
    text.earlier = TrainingWords::earlierRuns(debrief, earlier.size(), problem);
    text.cause = drillText(debrief.told.cause);
    text.cures = TrainingWords::cures(debrief.cures);
    for (const std::string& sign : debrief.told.signs) {
        if (text.firstSign.isEmpty())
            text.firstSign = drillText(sign);
        else
            text.signs << drillText(sign);
    }
    text.sooner = TrainingWords::sooner(card);
    for (const DebriefMoment& moment : debrief.moments)
        text.moments.push_back(TrainingWords::moment(moment, card));
    return text;
}
