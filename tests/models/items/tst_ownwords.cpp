// SPDX-License-Identifier: GPL-3.0-or-later

// What models say in English, as a window of another language says it: each sentence is made here
// by the model's own function, so that a form that is no longer what the model writes is seen.

#include "models/items/wordforms.h"
#include "models/runbook/armedlever.h"
#include "models/runbook/effectladder.h"
#include "models/runbook/effectsight.h"
#include "models/runbook/guardrails.h"
#include "models/runbook/openwrites.h"
#include "models/runbook/requirement.h"
#include "models/runbook/runbookrun.h"
#include "models/runbook/undorule.h"
#include "tests/models/items/saidanew.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

using namespace runbook;
using namespace saidanew;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using telemetry::TimelineEntry;
using telemetry::Timestamp;

class TestOwnWords : public QObject
{
    Q_OBJECT

private slots:
    void whatIsNotOursStays();
    void valuesAndNamesStay();
    void guardRails();
    void whatAStepRequires();
    void armingAndRuns();
    void proofs();
    void answersAsARung();
    void undoing();
    void eachFormIsOfWordsInTheSource();
};

void TestOwnWords::whatIsNotOursStays()
{
    const OtherLanguage other;
    for (const char* text : {"", "lunch", "accepted by my mother", "Somebody else ate it",
                             "100 % of %1", "%", "It requires step"})
        QCOMPARE(items::ownWords(std::string(text)), std::string(text));
    // A person's reason within a sentence of ours.
    QCOMPARE(items::ownWords(std::string("set aside: accepted")),
             std::string("«set aside: accepted»"));
    QCOMPARE(items::ownWords(std::string("read back: there is no entry")),
             std::string("«read back: «there is no entry»»"));
    // Hostile text costs little time. Just short enough that it is read.
    for (const std::string part :
         {", but ; and: ", "a, but a; a", "set aside: a. ", "not sent: ", "at least ", "a: b. "}) {
        std::string many;
        while (many.size() + part.size() <= 8 * 1024)
            many += part;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!items::ownWords(many).empty());
        QVERIFY2(timer.elapsed() < 5000, (part + std::to_string(timer.elapsed())).c_str());
    }
    QCOMPARE(items::noteWords("done"), std::string("done")); // a person's word
}

// Some are called by words that are ours elsewhere.
void TestOwnWords::valuesAndNamesStay()
{
    const OtherLanguage other;
    for (const char* text :
         {"breaker:bot went from closed to open at the control plane",
          "The write of breaker:bot to open by stopped", "3 of 4 new answers still by unknown",
          "It requires step \"a\", which commander skipped.",
          "Taken on, by traces: unknown: 3, none: 2",
          "Typed by hand when the service was model; not known of prompt."})
        QCOMPARE(items::ownWords(std::string(text)), "«" + std::string(text) + "»");
    for (const auto& [text, said] :
         {std::pair("pin:bot went from not set to empty at the control plane",
                    "«pin:bot went from «not set» to «empty» at the control plane»"),
          std::pair("The write of pin:bot to no entry", "«The write of pin:bot to «no entry»»"),
          std::pair("3 of 4 new answers still by m-1 and others",
                    "«3 of 4 new answers still by «m-1 and others»»"),
          std::pair("It requires step \"a\", which somebody skipped.",
                    "«It requires step \"a\", which «somebody» skipped.»"),
          std::pair("Taken on, by traces: a: 3 and 2 more",
                    "«Taken on, by traces: «a: 3 and 2 more»»"),
          // Of two forms that fit, that which says all of it.
          std::pair("m-1 served 373 judged answers until 18:28, 0 % failed (95 %: 0.0–1.0 %)",
                    "«m-1 served 373 judged answers until 18:28, "
                    "«0 % failed (95 %: 0.0–1.0 %)»»"),
          std::pair("alarm A-0001: Groundedness of bot was closed by ada without proof of recovery",
                    "«alarm A-0001: «Groundedness of bot was closed by ada without proof of "
                    "recovery»»")})
        QCOMPARE(items::ownWords(std::string(text)), std::string(said));
}

void TestOwnWords::guardRails()
{
    LeverPlan plan = pinPlan();
    plan.lever.guard = {.approvals = 2, .isTyped = true, .perHour = 1, .blastRadius = 5};
    plan.before.readAt = kSaidNow - 10min;
    GuardFacts facts;
    facts.who = approvalBy("ada", {});
    facts.isReadOnly = true;
    facts.author = "ada";
    facts.isTelemetryKnown = true;
    facts.unmet = "It requires step \"Look at it\", which was not carried out yet.";
    facts.unmetLifting = "Carry it out (look).";
    const auto check = [&] {
        const std::vector<Obstacle> all = guardObstacles(plan, facts, kSaidNow);
        QVERIFY(all.size() >= 5);
        for (const Obstacle& each : all) {
            SAID_ANEW(each.sentence);
            if (!each.lifting.empty())
                SAID_ANEW(each.lifting);
        }
        SAID_ANEW(blockingText(all));
    };
    check();
    facts.typed = "cat";
    facts.fired = 3;
    facts.reach = 12;
    facts.newestTelemetry = kSaidNow - 5min;
    facts.isCommandLine = true;
    facts.breakGlass = "it burns";
    plan.lever.guard.approvals = 1;
    Approval declined = approvalBy("bob", kSaidNow - 1min);
    declined.isDeclined = true;
    declined.reason = "not now";
    facts.approvals = {approvalBy("ada", kSaidNow - 1min), approvalBy("eve", kSaidNow - 20min),
                       declined};
    for (Approval& each : facts.approvals)
        each.plan = planHash(plan);
    check();
    facts.approvals = {approvalBy("eve", kSaidNow - 1min)};
    facts.approvals.front().plan = planHash(plan);
    facts.isUndo = true;
    check();
}

void TestOwnWords::whatAStepRequires()
{
    const Runbook book = smallBook();
    const LeverPlan plan = pinPlan();
    const auto pin = requirementOf(book, book.steps.at(2), {});
    const auto reset = requirementOf(book, book.steps.at(3), {});
    QVERIFY(pin && reset);
    const auto unmet = [&](const Requirement& requirement, const RunEvidence* evidence) {
        const auto found = unmetRequirement(requirement, evidence, plan, kSaidNow);
        QVERIFY(found);
        SAID_ANEW(found->sentence);
        SAID_ANEW(found->lifting);
    };
    unmet(*pin, nullptr);
    RunEvidence evidence;
    unmet(*pin, &evidence);
    evidence.runbook = book.id;
    unmet(*pin, &evidence);
    StepProgress settled;
    settled.step = "look";
    settled.state = StepState::Skipped;
    settled.who = "ada";
    settled.note = "no time";
    evidence.steps["look"].settled = settled;
    unmet(*reset, &evidence);
    settled.state = StepState::Failed;
    settled.note.clear();
    evidence.steps["look"].settled = settled;
    unmet(*reset, &evidence);
    settled.state = StepState::Done;
    evidence.steps["look"].settled = settled;
    unmet(*reset, &evidence);
    settled.note = "no";
    evidence.steps["look"].settled = settled;
    unmet(*reset, &evidence);
    evidence.steps["prove"].settled = settled;
    unmet(*pin, &evidence);
    evidence.steps["prove"].proof = proofRecord();
    unmet(*pin, &evidence);
    ProofRecord proven = proofRecord();
    proven.outcome = ProofOutcome::Proven;
    proven.ended = kSaidNow - 2h;
    evidence.steps["prove"].settled.reset();
    evidence.steps["prove"].proof = proven;
    unmet(*pin, &evidence);
    proven.ended = kSaidNow + 2h;
    evidence.steps["prove"].proof = proven;
    unmet(*pin, &evidence);
    proven.ended = kSaidNow;
    proven.candidate.model = "m-5";
    evidence.steps["prove"].proof = proven;
    unmet(*pin, &evidence);
}

void TestOwnWords::armingAndRuns()
{
    ArmedLever armed;
    SAID_ANEW(armed.fire(kSaidNow).error().message);
    LeverPlan none = pinPlan();
    none.isNoChange = true;
    SAID_ANEW(armed.arm(none, kSaidNow).error().message);
    QVERIFY(armed.arm(pinPlan(), kSaidNow));
    SAID_ANEW(armed.fire(kSaidNow).error().message);
    LeverWatch moved;
    moved.lever = "pin:bot";
    moved.target = "bot";
    moved.environment = "test";
    moved.to = "m-0";
    moved.value = "m-3";
    moved.version = "7";
    armed.watch(moved);
    SAID_ANEW(armed.reason());
    SAID_ANEW(armed.fire(kSaidNow).error().message);
    const Runbook book = smallBook();
    auto run = RunbookRun::start(book, "ada", kSaidNow, {});
    const auto settle = [&run](StepState state, const std::string& step) {
        return run.settle(
            {.step = step, .state = state, .who = "ada", .when = kSaidNow, .note = {}});
    };
    SAID_ANEW(settle(StepState::Done, "nowhere").error().message);
    SAID_ANEW(settle(StepState::Undone, "look").error().message);
    SAID_ANEW(settle(StepState::Skipped, "look").error().message);
    SAID_ANEW(settle(StepState::Pending, "look").error().message);
    QVERIFY(settle(StepState::Done, "look"));
    SAID_ANEW(settle(StepState::Done, "look").error().message);
    SAID_ANEW(run.abort({.who = "ada", .when = kSaidNow, .reason = " "}).error().message);
    QVERIFY(run.abort({.who = "ada", .when = kSaidNow, .reason = "enough"}));
    SAID_ANEW(run.abort({.who = "ada", .when = kSaidNow, .reason = "enough"}).error().message);
    SAID_ANEW(settle(StepState::Done, "pin").error().message);
}

void TestOwnWords::proofs()
{
    const ProofRecord proof = proofRecord();
    SAID_ANEW(inWords(proof.candidate));
    SAID_ANEW(inWords(*proof.current));
    for (const Standing standing : {Standing::Alone, Standing::Undecided, Standing::NoWorse,
                                    Standing::Better, Standing::Worse})
        SAID_ANEW(inWords(standing, 0.1));
    const std::string note = inWords(proof.candidate) + ". " + proof.reason; // of the step
    SAID_ANEW(note);
}

void TestOwnWords::answersAsARung()
{
    LeverPlan plan = pinPlan();
    SAID_ANEW(EffectSight(plan, kSaidNow, true).detail());
    plan.lever.seenAs = "model";
    SAID_ANEW(EffectSight(plan, kSaidNow, false).detail());
    const auto seen = [&plan](std::vector<std::string> models) {
        EffectSight sight(plan, kSaidNow, true);
        std::vector<telemetry::Generation> answers;
        for (std::size_t i = 0; i < models.size(); ++i) {
            telemetry::Generation answer;
            answer.start = kSaidNow + std::chrono::seconds(i + 1);
            answer.modelServed = models[i];
            answers.push_back(answer);
        }
        sight.take(answers);
        return sight.detail();
    };
    SAID_ANEW(seen({}));
    SAID_ANEW(seen({""}));
    SAID_ANEW(seen({"", "", "", "", ""}));
    SAID_ANEW(seen({"m-0"}));
    SAID_ANEW(seen({"m-1"}));
    SAID_ANEW(seen({"m-1", "m-9", "m-0"}));
    SAID_ANEW(seen({"m-0", "m-0", "m-0", "m-0", "m-0"}));
}

void TestOwnWords::undoing()
{
    Fired fired;
    fired.plan = pinPlan();
    fired.who = "ada";
    fired.when = kSaidNow;
    fired.wasSent = true;
    fired.outcome = FireOutcome::Unknown;
    SAID_ANEW(openText(fired));
    fired.outcome = FireOutcome::NotYetVisible;
    fired.who.clear();
    SAID_ANEW(openText(fired));
    fired.outcome = FireOutcome::Verified;
    fired.writtenVersion = "8";
    LeverPlan back = pinPlan();
    back.before.value = "m-9";
    back.before.raw = "m-9";
    back.before.version = "12";
    SAID_ANEW(ruledUndo(back, fired).conflict);
    LeverState stands;
    stands.value = "m-9";
    stands.version = "12";
    stands.exists = true;
    for (const WriteFate fate : {WriteFate::Landed, WriteFate::Overtaken})
        SAID_ANEW(settledRung(fate, stands, kSaidNow).detail);
    SAID_ANEW(notSent(pinPlan(), FireOutcome::Refused, "This console is read-only.", kSaidNow)
                  .rungs.front()
                  .detail);
    LeverPlan removal = pinPlan();
    removal.isRemoval = true;
    SAID_ANEW(meaningOf(removal, true));
    SAID_ANEW(meaningOf(pinPlan(), true));
}

// Forms that no test makes a sentence of: their words have to be literals of the source all the
// same, in few pieces.
void TestOwnWords::eachFormIsOfWordsInTheSource()
{
    std::string literals;
    static const QRegularExpression literal(u"\"((?:[^\"\\\\\\n]|\\\\.)*)\""_s);
    for (const char* folder : {"models", "widgets", "app"}) {
        QDirIterator files(QStringLiteral(PLUMBLINE_SOURCE_DIR) + u'/'
                               + QString::fromLatin1(folder),
                           {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(u"forms.cpp"_s) || path.contains(u"/bench/"_s))
                continue;
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QString text = QString::fromUtf8(file.readAll());
            // Neighbours are one literal, whatever the line.
            static const QRegularExpression joint(u"(?<!\\\\)\"\\s*\\n\\s*\""_s);
            text.replace(joint, QString());
            for (auto found = literal.globalMatch(text); found.hasNext();) {
                QString words = found.next().captured(1);
                words.replace(u"\\\""_s, u"\""_s);
                words.replace(u"\\u00a0"_s, QString(QChar(0xa0)));
                words.replace(u"\\u201c"_s, u"“"_s);
                words.replace(u"\\u201d"_s, u"”"_s);
                words.replace(u"\\xC2\\xB7"_s, u"·"_s);
                words.replace(u"\\xE2\\x89\\x88"_s, u"≈"_s);
                literals += words.toStdString() + '\n';
            }
        }
    }
    QVERIFY(literals.size() > 500'000);
    constexpr int mostPieces = 4;
    const auto piecesOf = [&literals](std::string_view words) {
        int pieces = 0;
        while (!words.empty() && pieces <= mostPieces) {
            std::size_t length = words.size();
            while (length > 0 && literals.find(words.substr(0, length)) == std::string::npos)
                --length;
            if (length == 0)
                return mostPieces + 1;
            words.remove_prefix(length);
            ++pieces;
        }
        return pieces;
    };
    QStringList stale;
    static const QRegularExpression place(u"%[1-9]"_s);
    for (const auto forms : {items::leverForms(), items::guardForms(), items::incidentForms()}) {
        for (const items::WordForm& form : forms) {
            for (const QString& part : QString::fromUtf8(form.form).split(place)) {
                if (piecesOf(part.toStdString()) > mostPieces)
                    stale << QString::fromUtf8(form.form);
            }
        }
    }
    QVERIFY2(stale.isEmpty(), qPrintable(stale.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestOwnWords)
#include "tst_ownwords.moc"
