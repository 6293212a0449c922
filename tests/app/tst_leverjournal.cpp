// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/leverjournal.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using commands::LeverJournal;
using runbook::FireOutcome;
using namespace Qt::StringLiterals;

namespace {

runbook::LeverPlan planTo(const char* to, const char* from)
{
    runbook::LeverPlan plan;
    plan.lever.id = "breaker:bot";
    plan.before = {.value = from, .raw = from, .version = "7", .exists = true, .readAt = {}};
    plan.to = to;
    plan.rawAfter = to;
    return plan;
}

runbook::FireResult ended(FireOutcome outcome)
{
    runbook::FireResult result;
    result.outcome = outcome;
    result.writtenVersion = outcome == FireOutcome::Verified ? "8" : "";
    return result;
}

} // namespace

class TestLeverJournal : public QObject
{
    Q_OBJECT

private slots:
    // What an undo puts back is each machine's own state, not what they have in common.
    void everyReplicaComesBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        auto plan = planTo("v8", "v7 (1 of 2), v6 (1 of 2)");
        runbook::LeverState first = plan.before;
        first.endpoint = "http://a";
        first.value = first.raw = "v7";
        first.found = {{"id", "42"}};
        runbook::LeverState second = first;
        second.endpoint = "http://b";
        second.value = second.raw = "v6";
        second.problem = "slow";
        plan.before.replicas = {first, second};
        auto journal = LeverJournal::open(path);
        QVERIFY(journal && journal->begin(plan));
        const auto newest = LeverJournal::open(path)->newest();
        QVERIFY(newest.has_value());
        const auto& replicas = newest->before.replicas;
        QCOMPARE(replicas.size(), std::size_t{2});
        QCOMPARE(replicas[0].endpoint, std::string("http://a"));
        QCOMPARE(replicas[0].raw, std::string("v7"));
        QCOMPARE(replicas[0].version, std::string("7"));
        QCOMPARE(replicas[0].found.at("id"), std::string("42"));
        QCOMPARE(replicas[1].raw, std::string("v6"));
        QCOMPARE(replicas[1].problem, std::string("slow"));
    }

    void keepsWhatTheOthersWroteMeanwhile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"deep/journal.json"_s);
        auto first = LeverJournal::open(path);
        auto second = LeverJournal::open(path);
        QVERIFY(first && second);
        const auto plan = planTo("tripped", "reset");
        const auto one = first->begin(plan);
        const auto two = second->begin(plan);
        QVERIFY(one && two);
        QVERIFY(*one != *two);
        QVERIFY(first->finish(*one, plan, ended(FireOutcome::Verified)));
        QVERIFY(second->finish(*two, plan, ended(FireOutcome::Conflict)));
        const auto newest = LeverJournal::open(path)->newest();
        QVERIFY(newest.has_value());
        QCOMPARE(newest->id, *one);
        QCOMPARE(newest->outcome, std::string("verified"));
        QCOMPARE(newest->writtenVersion, std::string("8"));
        QCOMPARE(newest->before.value, std::string("reset"));
        // Undone is the entry that was undone, not whatever is the newest by then.
        const auto three = second->begin(plan);
        QVERIFY(first->markUndone(*one));
        QCOMPARE(LeverJournal::open(path)->newest()->id, *three);
        QVERIFY(second->drop(*three));
        QVERIFY(!LeverJournal::open(path)->newest().has_value());
    }

    // An undo gives each machine its own back.
    void keepsHowEachReplicaStood()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        auto plan = planTo("v6", "v7 (1 of 2), not known (1 of 2)");
        plan.before.replicas = {
            {.value = "v7", .raw = "/v7", .version = "3", .exists = true, .readAt = {}},
            {.value = {}, .raw = {}, .version = {}, .readAt = {}}};
        plan.before.replicas[0].endpoint = "http://one";
        plan.before.replicas[1].endpoint = "http://two";
        plan.before.replicas[1].problem = "it does not answer";
        auto journal = LeverJournal::open(path);
        QVERIFY(journal && journal->begin(plan));
        const auto newest = LeverJournal::open(path)->newest();
        QVERIFY(newest.has_value());
        QCOMPARE(newest->before.replicas.size(), std::size_t(2));
        QCOMPARE(newest->before.replicas[0].raw, std::string("/v7"));
        QCOMPARE(newest->before.replicas[0].version, std::string("3"));
        QVERIFY(newest->before.replicas[0].exists);
        QCOMPARE(newest->before.replicas[0].endpoint, std::string("http://one"));
        QCOMPARE(newest->before.replicas[1].problem, std::string("it does not answer"));
    }

    void manyAtOnceLoseNothing()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        constexpr int kWriters = 8;
        constexpr int kEach = 5; // 40 entries: below the 50 that are kept
        std::vector<std::thread> writers;
        std::atomic<int> failures = 0;
        for (int i = 0; i < kWriters; ++i) {
            writers.emplace_back([&] {
                auto journal = LeverJournal::open(path);
                for (int round = 0; round < kEach; ++round) {
                    const auto plan = planTo("tripped", "reset");
                    const auto id = journal->begin(plan);
                    failures +=
                        id && journal->finish(*id, plan, ended(FireOutcome::Verified)) ? 0 : 1;
                }
            });
        }
        for (std::thread& writer : writers)
            writer.join();
        QCOMPARE(failures.load(), 0);
        auto journal = LeverJournal::open(path);
        for (int i = 0; i < kWriters * kEach; ++i) {
            const auto newest = journal->newest();
            QVERIFY2(newest.has_value(), qPrintable(QString::number(i)));
            QCOMPARE(newest->outcome, std::string("verified"));
            QVERIFY(journal->markUndone(newest->id));
        }
        QVERIFY(!journal->newest().has_value());
    }

    void aFileThatIsNoJournalIsLeftAlone()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        auto journal = LeverJournal::open(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"something\": \"else\"}");
        file.close();
        QVERIFY(!LeverJournal::open(path));
        QVERIFY(!journal->begin(planTo("tripped", "reset")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{\"something\": \"else\"}"));
    }

    // One that is open is still to be told, however much was fired since.
    void whatIsOpenOutlastsFiftyThatAreSettled()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        auto journal = LeverJournal::open(path);
        const auto plan = planTo("tripped", "reset");
        const auto open = journal->begin(plan);
        QVERIFY(open.has_value());
        QString newest;
        for (int i = 0; i < 60; ++i) {
            newest = *journal->begin(plan);
            QVERIFY(journal->finish(newest, plan, ended(FireOutcome::Verified)));
        }
        journal = LeverJournal::open(path);
        QCOMPARE(journal->openWrites().size(), std::size_t(1));
        QCOMPARE(journal->openWrites()[0].id, *open);
        QCOMPARE(journal->newest()->id, newest);
    }

    // What was written can be read back, and put back, whatever the size.
    void whatIsWrittenCanBeReadBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        auto journal = LeverJournal::open(path);
        auto plan = planTo("m-2", "m-1");
        plan.before.raw = std::string(3 * 1024 * 1024, 'b');
        QString newest;
        for (int i = 0; i < 4; ++i) {
            newest = *journal->begin(plan);
            auto result = ended(FireOutcome::Verified);
            result.after = plan.before;
            result.wasReadBack = true;
            QVERIFY(journal->finish(newest, plan, result));
            QVERIFY(LeverJournal::open(path).has_value());
        }
        auto read = LeverJournal::open(path);
        QCOMPARE(read->newest()->id, newest);
        QVERIFY(read->newest()->before.raw == plan.before.raw);
        QVERIFY(QFileInfo(path).size() < 9 * 1024 * 1024);
        // One that is too large by itself keeps what an undo needs.
        plan.before.raw = std::string(9 * 1024 * 1024, 'c');
        newest = *journal->begin(plan);
        auto result = ended(FireOutcome::Verified);
        result.after = plan.before;
        result.wasReadBack = true;
        QVERIFY(journal->finish(newest, plan, result));
        read = LeverJournal::open(path);
        QVERIFY(read.has_value());
        QCOMPARE(read->newest()->id, newest);
        QVERIFY(read->newest()->before.raw == plan.before.raw);
        QVERIFY(!read->newest()->after.has_value());
    }

    void anUndoThatIsSeenLaterTakesBackWhatItUndid()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.json"_s);
        auto journal = LeverJournal::open(path);
        const auto plan = planTo("m-2", "m-1");
        const auto fired = journal->begin(plan);
        QVERIFY(fired && journal->finish(*fired, plan, ended(FireOutcome::Verified)));
        const auto back = planTo("m-1", "m-2");
        const auto undo = journal->begin(back, *fired); // and the process is killed
        QVERIFY(undo.has_value());
        journal = LeverJournal::open(path);
        QCOMPARE(journal->newest()->id, *fired); // an undo is no firing
        QCOMPARE(journal->openWrites().size(), std::size_t(1));
        QCOMPARE(journal->openWrites()[0].id, *undo);
        QVERIFY(journal->settle(*undo, runbook::WriteFate::Landed));
        QVERIFY(!journal->newest().has_value());
        QVERIFY(journal->openWrites().empty());
        // One that never landed leaves it as it was.
        const auto again = journal->begin(plan);
        QVERIFY(again && journal->finish(*again, plan, ended(FireOutcome::Verified)));
        const auto lost = journal->begin(back, *again);
        QVERIFY(lost && journal->settle(*lost, runbook::WriteFate::Overtaken));
        QCOMPARE(journal->newest()->id, *again);
    }

    void theNewestIsOfTheLeverThatIsAskedFor()
    {
        const QTemporaryDir folder;
        auto journal = LeverJournal::open(folder.filePath(u"journal.json"_s));
        auto production = planTo("m-2", "m-1");
        production.lever.environment = "production";
        auto staging = production;
        staging.lever.environment = "staging";
        const auto first = journal->begin(production);
        const auto second = journal->begin(staging);
        QVERIFY(first && second);
        QCOMPARE(journal->newest()->id, *second);
        QCOMPARE(journal->newestOf(production.lever)->id, *first);
        production.lever.target = "another";
        QVERIFY(journal->newestOf(production.lever).has_value()); // none was kept
        production.lever.id = "pin:other";
        QVERIFY(!journal->newestOf(production.lever).has_value());
    }
};

QTEST_GUILESS_MAIN(TestLeverJournal)
#include "tst_leverjournal.moc"
