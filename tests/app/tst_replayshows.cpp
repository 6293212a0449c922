// SPDX-License-Identifier: GPL-3.0-or-later

// A drill is recorded by the real pipeline. While it is, what `query` shows is kept at some
// moments; once it is closed, the same asked as it was known then has to be the same, row by row,
// and so has the window's picture. PLUMBLINE_LONG=1 (ctest -C long): of an hour, 200 moments.

#include "app/commands/drillrecording.h"
#include "app/commands/queryoptions.h"
#include "app/mainwindow.h"
#include "app/session.h"
#include "app/settings.h"
#include "models/ingest/pipeline.h"
#include "models/store/reader.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <future>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const bool kIsLong = qEnvironmentVariableIsSet("PLUMBLINE_LONG");
const int kMoments = kIsLong ? 200 : 70;
const int kPictures = kIsLong ? 4 : 2;
constexpr std::size_t kReaders = 2; // nothing else runs beside this test
const std::chrono::minutes kLength(kIsLong ? 60 : 20);
// All kinds whose rows a recording has; the others are worked out of these.
constexpr std::array kKinds{"spans",    "generations", "steps",     "evaluations",
                            "verdicts", "signals",     "alarms",    "suspects",
                            "actions",  "timeline",    "incidents", "judges"};
constexpr QSize kPage{1100, 700};
constexpr std::array kViews{MainWindow::View::Health, MainWindow::View::Suspects,
                            MainWindow::View::Trace, MainWindow::View::Incident};

// What was shown of one kind at one moment: a hash a row, in their order.
using Rows = std::vector<std::size_t>;

struct Moment
{
    telemetry::Timestamp time;
    std::map<std::string, telemetry::TimeRange> ranges; // by kind
    std::map<std::string, Rows> rows; // likewise
    telemetry::TraceId trace;
    std::vector<QImage> pictures; // of kViews; empty: none was taken
};

// The rows of whole seconds or of all times are few; of the others some seconds are enough.
bool isDense(const std::string& kind)
{
    return kind == "spans" || kind == "generations" || kind == "steps" || kind == "evaluations";
}

} // namespace

class TestReplayShows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rowsAreAsLiveShowedThem_data();
    void rowsAreAsLiveShowedThem();
    void picturesAreAsLiveShowedThem();

private:
    void look(telemetry::Timestamp now, ingest::Pipeline& pipeline);
    void enter(telemetry::Timestamp now, ingest::Pipeline& pipeline);
    Moment taken(telemetry::Timestamp now);
    Rows rowsOf(const store::Reader& reader, const std::string& kind,
                const telemetry::TimeRange& range, telemetry::Timestamp knownAt,
                std::vector<QByteArray>* lines = nullptr);
    std::vector<QImage> picturesOf(Session& session, const Moment& moment);

    struct Compared
    {
        bool isRead = false;
        std::size_t rows = 0; // that live showed
        int different = 0; // moments
    };
    // Every kReaders-th moment from the `first`. Any thread: only reads.
    Compared compare(const std::string& kind, std::size_t first);

    QTemporaryDir m_folder;
    std::string m_path;
    std::mt19937_64 m_random{7};
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<Settings> m_settings = Settings::inMemory();
    std::vector<telemetry::Timestamp> m_wanted; // moments, in order
    std::vector<Moment> m_moments;
    int m_entered = 0;
};

void TestReplayShows::initTestCase()
{
    m_theme.apply(*qApp);
    m_path = m_folder.filePath(u"hour.plumb"_s).toStdString();
    drill::OfflineSettings settings;
    settings.scenario = "fabricated-apis";
    settings.isMixed = true;
    settings.length = kLength;
    settings.healthyFor = kLength / 5;
    // What is judged is counted by the second it was recorded in. So that none of the moments is in
    // a second in which more comes, the drill, which sends every half second, begins at a half.
    settings.start = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
        - kLength + 500ms;
    settings.moves = {
        {.at = kLength * 2 / 5, .lever = "breaker:code-assistant", .value = "tripped"}};
    std::uniform_int_distribution<std::int64_t> any(30, kLength / 1s - 10);
    for (int i = 0; i < kMoments; ++i)
        m_wanted.push_back(settings.start + std::chrono::seconds(any(m_random))
                           + std::chrono::milliseconds(any(m_random) % 1000));
    std::ranges::sort(m_wanted);
    const auto recorded = commands::recordDrill(
        settings, m_path,
        [this](telemetry::Timestamp now, ingest::Pipeline& pipeline) { look(now, pipeline); });
    QVERIFY2(recorded, recorded ? "" : recorded.error().message.c_str());
    QCOMPARE(m_moments.size(), m_wanted.size());
}

// At the first time after each of the wanted ones at which the pipeline has nothing under way; one
// at a time: what is entered for another at the same would be known at this one, too.
void TestReplayShows::look(telemetry::Timestamp now, ingest::Pipeline& pipeline)
{
    if (m_moments.size() < m_wanted.size() && m_wanted[m_moments.size()] <= now) {
        enter(now, pipeline);
        m_moments.push_back(taken(now));
    }
}

// What people do meanwhile, some of it about what was long before.
void TestReplayShows::enter(telemetry::Timestamp now, ingest::Pipeline& pipeline)
{
    static constexpr std::array kWhat{"note", "verdict", "action", "rung", "incident", "step"};
    telemetry::TimelineEntry entry;
    entry.kind = kWhat.at(static_cast<std::size_t>(m_entered) % kWhat.size());
    entry.actor = "ada";
    entry.subject = "INC-0001";
    entry.text = "entry " + std::to_string(m_entered);
    entry.payload = R"({"what":"moment"})";
    entry.time = m_entered % 3 == 0 ? now - 5min : now;
    ++m_entered;
    pipeline.record(entry);
    if (m_entered == kMoments * 3 / 5)
        pipeline.acknowledgeAlarm("A-0001", "ada");
    pipeline.drain();
}

Rows TestReplayShows::rowsOf(const store::Reader& reader, const std::string& kind,
                             const telemetry::TimeRange& range, telemetry::Timestamp knownAt,
                             std::vector<QByteArray>* lines)
{
    Rows rows;
    commands::Query query;
    query.file = m_path;
    query.view = {.range = range, .knownAt = knownAt};
    const auto read = commands::queryRows(reader, kind, query, [&](QJsonObject row) {
        row.remove(u"scale"_s); // of a judge, which is kept as it is now and not as it was
        const QByteArray line = QJsonDocument(row).toJson(QJsonDocument::Compact);
        rows.push_back(qHash(line, 0));
        if (lines != nullptr)
            lines->push_back(line);
    });
    if (!read)
        qWarning("%s: %s", kind.c_str(), read.error().message.c_str());
    return read ? rows : Rows{0};
}

Moment TestReplayShows::taken(telemetry::Timestamp now)
{
    Moment moment;
    moment.time = now;
    const auto reader = store::Reader::open(m_path);
    if (!reader)
        return moment;
    std::uniform_int_distribution<int> share(0, 99);
    for (const char* kind : kKinds) {
        telemetry::TimeRange range{.start = telemetry::Timestamp::min(), .end = now};
        if (isDense(kind) || kind == std::string("signals")) {
            // Half of them up to the moment itself, the others where what is late still comes.
            range.end =
                share(m_random) < 50 ? now : now - std::chrono::seconds(share(m_random) * 3);
            range.start = range.end - (isDense(kind) ? 2s : 8s);
        } else if (kind == std::string("suspects") || kind == std::string("judges")
                   || kind == std::string("verdicts")) {
            range.start = now - 5s;
        }
        moment.ranges[kind] = range;
        moment.rows[kind] =
            rowsOf(**reader, kind, range, telemetry::Timestamp::max()); // all that there is by now
    }
    const auto number = static_cast<int>(m_moments.size());
    if (number % (kMoments / kPictures) == kMoments / kPictures / 2) {
        store::GenerationFilter one;
        one.limit = 1;
        const auto generations =
            (*reader)->generations({.range = {.start = now - 1min, .end = now}}, one);
        if (generations && !generations->empty())
            moment.trace = generations->front().trace;
        if (const auto session = Session::follow(m_path))
            moment.pictures = picturesOf(**session, moment);
    }
    return moment;
}

std::vector<QImage> TestReplayShows::picturesOf(Session& session, const Moment& moment)
{
    items::TimeConductor& conductor = session.conductor();
    MainWindow window(session, m_theme, *m_settings);
    window.resize(1600, 1000);
    window.show();
    auto* pages = window.findChild<QTabWidget*>(u"pages"_s);
    // Until nothing is read any more and the page stays as it is: what is shown may ask for more,
    // and some of it is put off for a moment.
    const auto settle = [&session, pages] {
        QImage before;
        for (int i = 0; i < 100; ++i) {
            QTest::qWait(250);
            const bool isRead = session.queries().isCaughtUp() && session.queries().isIdle();
            const QImage now = pages->currentWidget()->grab().toImage();
            if (isRead && now == before)
                return;
            before = now;
        }
    };
    settle();
    conductor.seek(moment.time);
    conductor.setSpan(5min);
    settle();
    std::vector<QImage> pictures;
    for (const MainWindow::View view : kViews) {
        if (view == MainWindow::View::Trace)
            window.openTrace(moment.trace, telemetry::SpanId{});
        else
            window.showView(view);
        settle();
        QWidget* page = pages->currentWidget();
        page->setFocus(); // of no part of it
        page->resize(kPage);
        settle();
        pictures.push_back(page->grab().toImage());
    }
    return pictures;
}

void TestReplayShows::rowsAreAsLiveShowedThem_data()
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : kKinds)
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

TestReplayShows::Compared TestReplayShows::compare(const std::string& kind, std::size_t first)
{
    Compared compared;
    const auto reader = store::Reader::open(m_path);
    if (!reader)
        return compared;
    compared.isRead = true;
    for (std::size_t number = first; number < m_moments.size(); number += kReaders) {
        const Moment& moment = m_moments[number];
        const Rows& live = moment.rows.at(kind);
        std::vector<QByteArray> lines;
        const Rows now = rowsOf(**reader, kind, moment.ranges.at(kind), moment.time, &lines);
        compared.rows += live.size();
        if (now == live)
            continue;
        if (++compared.different > 3)
            continue;
        const std::unordered_set<std::size_t> shown(live.begin(), live.end());
        qWarning("%s at %lld: %zu rows live, %zu as known then", kind.c_str(),
                 static_cast<long long>(telemetry::toUnixNanos(moment.time)), live.size(),
                 now.size());
        int told = 0;
        for (std::size_t i = 0; i < now.size() && told < 2; ++i) {
            if (!shown.contains(now[i]) && ++told > 0)
                qWarning("  only as known then: %s", lines[i].left(3000).constData());
        }
    }
    return compared;
}

void TestReplayShows::rowsAreAsLiveShowedThem()
{
    QFETCH(QString, kind);
    std::array<std::future<Compared>, kReaders> readers;
    for (std::size_t i = 0; i < kReaders; ++i)
        readers.at(i) = std::async(std::launch::async,
                                   [this, kind, i] { return compare(kind.toStdString(), i); });
    Compared all{.isRead = true};
    for (auto& reader : readers) {
        const Compared some = reader.get();
        all.isRead = all.isRead && some.isRead;
        all.rows += some.rows;
        all.different += some.different;
    }
    QVERIFY(all.isRead);
    QVERIFY2(all.different == 0,
             qPrintable(u"%1 of %2 moments differ"_s.arg(all.different).arg(kMoments)));
    // All kinds have something to say in this hour.
    QVERIFY2(all.rows > 0, qPrintable(u"%1 rows"_s.arg(all.rows)));
}

void TestReplayShows::picturesAreAsLiveShowedThem()
{
    int compared = 0;
    for (const Moment& moment : m_moments) {
        if (moment.pictures.empty())
            continue;
        const auto session = Session::openRecording(m_path);
        QVERIFY(session);
        const auto pictures = picturesOf(**session, moment);
        QCOMPARE(pictures.size(), moment.pictures.size());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const QString name = u"%1-%2"_s.arg(compared).arg(i);
            if (pictures[i] != moment.pictures[i]) { // for whoever looks into it
                const QString folder = qEnvironmentVariable("PLUMBLINE_PICTURES");
                if (!folder.isEmpty()) {
                    moment.pictures[i].save(folder + u"/"_s + name + u"-live.png"_s);
                    pictures[i].save(folder + u"/"_s + name + u"-then.png"_s);
                }
            }
            QVERIFY2(!pictures[i].isNull(), qPrintable(name));
            if (pictures[i] != moment.pictures[i])
                QTest::qFail(qPrintable(u"picture %1 differs"_s.arg(name)), __FILE__, __LINE__);
        }
        ++compared;
    }
    QCOMPARE(compared, kPictures);
}

QTEST_MAIN(TestReplayShows)
#include "tst_replayshows.moc"
