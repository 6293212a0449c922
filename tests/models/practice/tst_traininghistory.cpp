// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/traininghistory.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <vector>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using practice::TrainingRun;

namespace {

TrainingRun runOf(const std::string& recording, int startedAfter = 0)
{
    TrainingRun run;
    run.recording = recording;
    run.setup = {
        .scenario = "overload", .seed = 18'446'744'073'709'551'557U, .speed = 2, .isMixed = true};
    run.who = "ada";
    run.started =
        telemetry::Timestamp{} + 1'790'000'000s + 7ns + std::chrono::seconds(startedAfter);
    run.ended = run.started + 600s;
    return run;
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

unsigned int modeOf(const QString& path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

} // namespace

class TestTrainingHistory : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private slots:
    void aRunComesBackAsItWas()
    {
        TrainingRun run = runOf("0123456789abcdef");
        run.detected = 12s + 1ns;
        run.acknowledged = 20s;
        run.named = -3s; // before the fault, by guess
        run.naming = "right";
        run.mitigated = 70s;
        run.recovered = 95s;
        run.wrongLevers = 0;
        run.hints = 2;
        run.answers = 1204;
        run.wrong = 312;
        const auto read = practice::trainingRunFrom(practice::trainingLine(run));
        QVERIFY(read);
        QCOMPARE(read->recording, run.recording);
        QVERIFY(read->setup == run.setup);
        QCOMPARE(read->who, run.who);
        QVERIFY(read->started == run.started);
        QVERIFY(read->ended == run.ended);
        QVERIFY(read->detected == run.detected);
        QVERIFY(read->acknowledged == run.acknowledged);
        QVERIFY(read->named == run.named);
        QCOMPARE(read->naming, run.naming);
        QVERIFY(read->mitigated == run.mitigated);
        QVERIFY(read->recovered == run.recovered);
        QCOMPARE(read->wrongLevers, run.wrongLevers);
        QCOMPARE(read->hints, 2);
        QVERIFY(read->answers == std::int64_t{1204});
        QVERIFY(read->wrong == std::int64_t{312});
    }

    void unknownStaysUnknown()
    {
        const auto read = practice::trainingRunFrom(practice::trainingLine(runOf("x")));
        QVERIFY(read);
        QVERIFY(!read->acknowledged && !read->named && !read->mitigated && !read->recovered);
        QVERIFY(!read->wrongLevers); // and not none
        QVERIFY(!read->wrong);
        // Answers that nobody judged are not right ones.
        practice::Scorecard card;
        card.exposure.answers = 40;
        card.isExposureCounted = true;
        QVERIFY(!practice::trainingRunOf(card, {}, "x").wrong);
        card.exposure.judged = 40;
        QVERIFY(practice::trainingRunOf(card, {}, "x").wrong == std::int64_t{0});
        QVERIFY(read->naming.empty());
    }

    void itIsForItsOwnerAlone()
    {
        const QString file = path("new/folder/training.jsonl");
        QVERIFY(practice::appendTrainingRun(file.toStdString(), runOf("a")));
        QCOMPARE(modeOf(file), 0600U);
        // One that was opened to others is closed to them again.
        QVERIFY(QFile::setPermissions(file,
                                      QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                          | QFileDevice::ReadGroup | QFileDevice::ReadOther));
        QVERIFY(practice::appendTrainingRun(file.toStdString(), runOf("b")));
        QCOMPARE(modeOf(file), 0600U);
        const auto history = practice::readTrainingHistory(file.toStdString());
        QVERIFY(history);
        QCOMPARE(history->runs.size(), std::size_t{2});
        QVERIFY(history->broken.empty());
    }

    void brokenLinesAreKeptAndReported()
    {
        const QString file = path("broken.jsonl");
        const QByteArray good = QByteArray::fromStdString(practice::trainingLine(runOf("a")));
        const QByteArray bad = "{\"training_run\":1,\"scenario\":\"over";
        write(file, "no JSON\n" + good + "\n[1]\n\n{\"training_run\":9}\n" + bad); // cut off
        QVERIFY(practice::appendTrainingRun(file.toStdString(), runOf("b")));
        const auto history = practice::readTrainingHistory(file.toStdString());
        QVERIFY(history);
        QCOMPARE(history->runs.size(), std::size_t{2});
        QCOMPARE(history->runs.back().recording, std::string("b"));
        std::vector<int> lines;
        for (const auto& broken : history->broken) {
            lines.push_back(broken.line);
            QVERIFY(!broken.why.empty());
        }
        QCOMPARE(lines, (std::vector<int>{1, 3, 5, 6}));
        QVERIFY(contentOf(file).startsWith("no JSON\n"));
        QVERIFY(contentOf(file).contains(bad + '\n'));
    }

    void noFileIsNoRun()
    {
        const auto none = practice::readTrainingHistory(path("none.jsonl").toStdString());
        QVERIFY(none);
        QVERIFY(none->runs.empty());
        const auto folder = practice::readTrainingHistory(m_folder.path().toStdString());
        QVERIFY(!folder);
        QCOMPARE(folder.error().kind, telemetry::ErrorKind::Unreadable);
    }

    void nothingIsWrittenThroughALink()
    {
        const QString real = path("real.jsonl");
        write(real, {});
        const QString link = path("link.jsonl");
        QVERIFY(QFile::link(real, link));
        const auto written = practice::appendTrainingRun(link.toStdString(), runOf("a"));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, telemetry::ErrorKind::Refused);
        QVERIFY(written.error().message.find("link.jsonl") != std::string::npos);
        QVERIFY(contentOf(real).isEmpty());
    }

    void onlyOnesOwnAreCompared()
    {
        practice::TrainingHistory history;
        history.runs = {runOf("first", 0), runOf("second", 100), runOf("later", 900)};
        TrainingRun other = runOf("other drill", 50);
        other.setup.scenario = "judge-drift";
        TrainingRun person = runOf("other person", 60);
        person.who = "bo";
        history.runs.push_back(other);
        history.runs.push_back(person);
        const auto runs = practice::earlierRuns(history, runOf("now", 500));
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs[0].recording, std::string("second"));
        QCOMPARE(runs[1].recording, std::string("first"));
        // The run itself, which stands in the file by then, is no earlier one.
        QCOMPARE(practice::earlierRuns(history, runOf("first", 0)).size(), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestTrainingHistory)
#include "tst_traininghistory.moc"
