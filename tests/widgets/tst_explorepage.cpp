// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/relation/planted.h"
#include "tests/models/store/storefixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/explore/explorepage.h"
#include "widgets/explore/lagview.h"
#include "widgets/explore/relationgeometry.h"
#include "widgets/explore/relationview.h"
#include "widgets/explore/savedsetting.h"

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardItemModel>
#include <QTest>

#include <chrono>
#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;
using namespace explore;
using namespace std::chrono_literals;
using relationtest::Dice;

namespace {

constexpr int kMadeAnswers = 3000;
const std::string kHostileCheck = "to\u202Ene<b>x</b>"; // a judge may call its check anything

} // namespace

class TestExplorePage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void settingsAreReadBack();
    void draggingTellsTheRateAndWhatToKeep();
    void nothingMovesWhileTheLineIsHeld();
    void limitIsTheObjectivesUntilOneIsAskedFor();
    void lagMovesTheDriverBack();
    void savedSettingComesBack();
    void whatIsSavedIsWhatIsShown();
    void aRegionOpensItsSuspects();
    void aRegionIsDrawnByKeys();
    void whatTheFilterCannotAskForIsSaid();
    void thePlotStaysWhereItIs();
    void whatIsMissingIsSaid();
    void hostileNamesStayPlain();
    void focusableWidgetsHaveNames();
    void aFrameCostsNoPicture();

private:
    template<class T>
    T* part(const char* accessibleName) const
    {
        for (T* one : m_page->findChildren<T*>()) {
            if (one->accessibleName() == QLatin1String(accessibleName))
                return one;
        }
        return nullptr;
    }
    QSlider* slider() const { return part<QSlider>("Value of the driver"); }
    RelationView* plot() const { return m_page->findChild<RelationView*>(); }
    bool says(const QString& text) const
    {
        for (const QLabel* label : m_page->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    QPushButton* button(const QString& text) const
    {
        for (QPushButton* one : m_page->findChildren<QPushButton*>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }
    void append(int from, int to, std::int64_t recorded);
    void moveTo(std::int64_t second);

    std::unique_ptr<storetest::Recording> m_recording;
    std::unique_ptr<pagetest::ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<items::ServiceHealthModel> m_services;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<pagetest::FakeEntryPort> m_port;
    std::unique_ptr<ExplorePage> m_page;
    Dice m_dice{3};
};

// Answers one a second: two in a hundred fail up to 4,000 input tokens, then more.
void TestExplorePage::append(int from, int to, std::int64_t recorded)
{
    std::vector<otlp::OutgoingSpan> spans;
    store::HealthResults results;
    for (int i = from; i < to; ++i) {
        const auto number = static_cast<std::uint64_t>(i + 1);
        const double tokens = std::floor(9000 * m_dice.uniform());
        otlp::OutgoingSpan span = storetest::chatSpan(number, 10 + i);
        span.end = span.start + 500ms;
        span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                           {"gen_ai.usage.input_tokens", static_cast<std::int64_t>(tokens)}};
        spans.push_back(span);
        const double rate = relation::shareOf(-3.9 + 4.5 * std::max(0.0, tokens - 4000) / 5000);
        telemetry::Evaluation evaluation;
        evaluation.trace = storetest::traceId(number);
        evaluation.span = storetest::spanId(number);
        evaluation.check = "format";
        evaluation.evaluator = "plumbline";
        evaluation.origin = telemetry::EvaluationOrigin::Validator;
        evaluation.badness = m_dice.uniform() < rate ? 0.9 : 0.1;
        evaluation.state = *evaluation.badness > 0.5 ? telemetry::EvaluationState::Failed
                                                     : telemetry::EvaluationState::Passed;
        evaluation.time = storetest::at(10 + i);
        evaluation.recorded = storetest::at(recorded);
        results.suspicions.push_back({.trace = evaluation.trace,
                                      .span = evaluation.span,
                                      .probability = *evaluation.badness,
                                      .reasons = {},
                                      .time = evaluation.time});
        results.evaluations.push_back(evaluation);
        evaluation.check = kHostileCheck;
        results.evaluations.push_back(evaluation);
    }
    const auto writer = m_recording->writer();
    QVERIFY(writer->append(storetest::spansBatch(spans, recorded)).has_value());
    QVERIFY(writer->append(results).has_value());
    QVERIFY(writer->commit().has_value());
}

void TestExplorePage::moveTo(std::int64_t second)
{
    m_conductor->setBounds({.start = storetest::at(0), .end = storetest::at(second)});
    m_conductor->setSpan(std::chrono::seconds(second));
    m_conductor->seek(storetest::at(second));
}

void TestExplorePage::init()
{
    m_dice = Dice(3);
    m_recording = std::make_unique<storetest::Recording>();
    append(0, kMadeAnswers, 3200);
    m_clock = std::make_unique<pagetest::ManualClock>();
    m_clock->time = storetest::at(3300);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    moveTo(3300);
    m_services = std::make_unique<items::ServiceHealthModel>();
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_port = std::make_unique<pagetest::FakeEntryPort>();
    m_page = std::make_unique<ExplorePage>(m_port.get(), *m_queries, *m_conductor, *m_services,
                                           *m_clock, *m_theme);
    m_page->resize(760, 700);
    m_page->show();
    m_page->setService(u"shop"_s);
    m_page->setDriver(u"input_tokens"_s);
    QTRY_VERIFY_WITH_TIMEOUT(says(u"input tokens"_s) && says(u"Knee at"_s), 30'000);
}

void TestExplorePage::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

void TestExplorePage::settingsAreReadBack()
{
    SavedSetting setting;
    setting.relation = {.service = "shop \"x\"",
                        .driver = {.kind = drivers::DriverKind::Failing, .check = kHostileCheck},
                        .outcome = {.kind = drivers::OutcomeKind::Score, .check = "format"},
                        .lag = 7200s};
    setting.at = 38.5;
    setting.limit = 0.035;
    setting.range = {.start = storetest::at(3), .end = storetest::at(1'000'000)};
    const auto read = settingFrom(payloadOf(setting));
    QVERIFY(read.has_value());
    QCOMPARE(read->relation, setting.relation);
    QCOMPARE(read->at, setting.at);
    QCOMPARE(read->limit, setting.limit);
    QCOMPARE(read->range, setting.range);
    QVERIFY(!settingFrom("{}"));
    QVERIFY(!settingFrom("no JSON"));
    QVERIFY(!settingFrom(R"({"explore": {"driver": "load", "lag_ns": "x"}})"));
    QVERIFY(!settingFrom(R"({"explore": {"driver": "speed", "lag_ns": "0", "from_ns": "1",
                             "to_ns": "2"}})"));
}

void TestExplorePage::draggingTellsTheRateAndWhatToKeep()
{
    slider()->setValue(950);
    QVERIFY(says(u"input tokens"_s));
    QVERIFY(says(u"Keep it at"_s)); // tokens are no traffic: nothing is shed
    const auto high = m_page->setting();
    QVERIFY(high.at.has_value() && *high.at > 8000);
    const RelationFrame frame = frameOf(plot()->size());
    QTest::mouseClick(plot(), Qt::LeftButton, {},
                      QPoint(static_cast<int>(frame.rates.left()) + 10,
                             static_cast<int>(frame.rates.center().y())));
    QVERIFY(*m_page->setting().at < 500);
    QVERIFY(slider()->value() < 60); // the slider goes along
    QVERIFY(!says(u"Keep it at"_s));
    QVERIFY(button(u"Now"_s)->isEnabled());
    button(u"Now"_s)->click();
    QVERIFY(!button(u"Now"_s)->isEnabled());
}

void TestExplorePage::nothingMovesWhileTheLineIsHeld()
{
    const RelationFrame frame = frameOf(plot()->size());
    const QPoint place = frame.rates.center().toPoint();
    QTest::mousePress(plot(), Qt::LeftButton, {}, place);
    const QString before = plot()->accessibleDescription();
    append(kMadeAnswers, kMadeAnswers + 300, 3500);
    QSignalSpy idle(m_conductor.get(), &items::TimeConductor::cursorMoved);
    moveTo(3600);
    QTest::qWait(300);
    m_queries->waitForIdle();
    QTest::qWait(50);
    QCOMPARE(plot()->accessibleDescription(), before);
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, place);
    QTRY_VERIFY(plot()->accessibleDescription() != before);
}

void TestExplorePage::limitIsTheObjectivesUntilOneIsAskedFor()
{
    auto* limit = part<QDoubleSpinBox>("Rate to be back under");
    QCOMPARE(limit->value(), 2.0);
    objective::Objective objective;
    objective.name = "well formed";
    objective.service = "shop";
    objective.check = "format";
    objective.target = 0.95;
    m_page->setObjectives({objective});
    QCOMPARE(limit->value(), 2.0); // it is of another outcome
    m_page->setOutcome(u"format"_s);
    QCOMPARE(limit->value(), 5.0);
    objective::Objective part = objective;
    part.model = "glyph";
    part.target = 0.9;
    m_page->setObjectives({part, objective});
    QCOMPARE(limit->value(), 5.0);
    m_page->setObjectives({part}); // it is named as one of a part
    QCOMPARE(limit->value(), 10.0);
    QVERIFY(limit->toolTip().contains(u"model glyph"_s));
    limit->setValue(7);
    m_page->setOutcome(u"any"_s);
    QCOMPARE(limit->value(), 7.0);
}

void TestExplorePage::lagMovesTheDriverBack()
{
    auto* lag = part<QSlider>("Lag between driver and outcome");
    QVERIFY(lag->maximum() > 10);
    QVERIFY(says(u"follows input tokens"_s) || says(u"follow input tokens"_s));
    lag->setValue(4);
    QTRY_VERIFY(!says(u"Knee at"_s)); // means of tokens some steps earlier tell nothing
    QVERIFY(m_page->setting().relation.lag > 0s);
}

void TestExplorePage::savedSettingComesBack()
{
    slider()->setValue(700);
    const SavedSetting saved = m_page->setting();
    button(u"Save to Incident"_s)->click();
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    const telemetry::TimelineEntry& entry = m_port->entries.front();
    QCOMPARE(entry.kind, std::string("note"));
    QVERIFY(QString::fromStdString(entry.text).startsWith(u"shop: At "_s));
    QVERIFY(QString::fromStdString(entry.text).contains(u" fail a check."_s));
    const auto read = settingFrom(entry.payload);
    QVERIFY(read.has_value());
    m_page->setDriver(u"load"_s);
    m_page->setOutcome(u"score"_s);
    m_page->restore(*read);
    QCOMPARE(m_page->setting().relation, saved.relation);
    QCOMPARE(m_page->setting().at, saved.at);
    QTRY_VERIFY(says(u"Knee at"_s));
}

// The driver was changed, and what is shown is of the one before until it was read.
void TestExplorePage::whatIsSavedIsWhatIsShown()
{
    slider()->setValue(700);
    QPushButton* save = button(u"Save to Incident"_s);
    QVERIFY(save->isEnabled());
    m_page->setDriver(u"load"_s);
    QVERIFY(!save->isEnabled());
    slider()->setValue(300); // of the axis that goes
    const SavedSetting meanwhile = m_page->setting();
    QVERIFY(!meanwhile.at.has_value());
    QVERIFY(meanwhile.sentences.empty());
    QTRY_VERIFY_WITH_TIMEOUT(save->isEnabled(), 20'000);
    save->click();
    const auto saved = settingFrom(m_port->entries.back().payload);
    QVERIFY(saved && saved->relation.driver.kind == drivers::DriverKind::Load);
    QVERIFY(saved->at && *saved->at < 100); // calls in flight, no tokens
    QVERIFY(m_port->entries.back().text.find("tokens") == std::string::npos);
}

void TestExplorePage::aRegionOpensItsSuspects()
{
    QVERIFY(button(u"Suspects in It"_s) == nullptr || !button(u"Suspects in It"_s)->isVisible());
    QVERIFY(says(u"Drag across the lower plot"_s));
    const SavedSetting before = m_page->setting();
    const RelationFrame frame = frameOf(plot()->size());
    const auto place = [&](double share) {
        return QPoint(static_cast<int>(frame.scores.left() + share * frame.scores.width()),
                      static_cast<int>(frame.scores.center().y()));
    };
    QTest::mousePress(plot(), Qt::LeftButton, {}, place(0.5));
    QTest::mouseMove(plot(), place(0.6));
    QTest::mouseMove(plot(), place(0.75));
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, place(0.75));
    QCOMPARE(m_page->setting().at, before.at); // the line stayed
    QVERIFY(says(u"Input tokens from"_s));
    QVERIFY(says(u" answers"_s));
    std::vector<suspects::Filter> filters;
    connect(m_page.get(), &ExplorePage::suspectsRequested, this,
            [&filters](const QString& service, const telemetry::TimeRange& range,
                       const suspects::Filter& filter) {
                QCOMPARE(service, u"shop"_s);
                QVERIFY(!range.isEmpty());
                filters.push_back(filter);
            });
    QVERIFY(button(u"Suspects in It"_s)->isEnabled());
    button(u"Suspects in It"_s)->click();
    QCOMPARE(filters.size(), std::size_t{1});
    double low = 0;
    double high = 0;
    for (const suspects::Term& term : filters[0].terms()) {
        QCOMPARE(term.field, std::string("input_tokens"));
        low = term.low.value_or(low);
        high = term.high.value_or(high);
    }
    QVERIFY(std::abs(low - 4500) < 120);
    QVERIFY(std::abs(high - 6750) < 120);
    QCOMPARE(suspects::Filter::parse(filters[0].text()).value(), filters[0]);
    button(u"Clear"_s)->click();
    QVERIFY(says(u"Drag across the lower plot"_s));
    // A click there moves the line, as it does above.
    QTest::mouseClick(plot(), Qt::LeftButton, {}, place(0.1));
    QVERIFY(m_page->setting().at != before.at);
    QVERIFY(says(u"Drag across the lower plot"_s));
}

void TestExplorePage::aRegionIsDrawnByKeys()
{
    QAction live; // "Back to Live" of the window
    live.setShortcut(Qt::Key_Escape);
    m_page->addAction(&live);
    const QSignalSpy went(&live, &QAction::triggered);
    m_page->activateWindow();
    plot()->setFocus();
    QTRY_VERIFY(plot()->hasFocus());
    const double at = *m_page->setting().at;
    QTest::keyClick(plot(), Qt::Key_Right);
    const double moved = *m_page->setting().at;
    QVERIFY(moved > at);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(plot(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(*m_page->setting().at, moved); // the region begins at it
    QVERIFY(button(u"Suspects in It"_s)->isVisible());
    QTest::keyClick(plot(), Qt::Key_Escape);
    QVERIFY(!button(u"Suspects in It"_s)->isVisible());
    QCOMPARE(went.count(), 0);
    QTest::keyClick(plot(), Qt::Key_Escape);
    QCOMPARE(went.count(), 1);
}

void TestExplorePage::whatTheFilterCannotAskForIsSaid()
{
    using drivers::DriverKind;
    for (const DriverKind kind : drivers::kDriverKinds) {
        const auto filter = filterOf({.kind = kind, .check = {}}, {.low = 0.25, .high = 7.125});
        const bool isOfOthers = kind == DriverKind::Load || kind == DriverKind::QueueDepth
            || kind == DriverKind::DocumentPosition || kind == DriverKind::IndexAge;
        QCOMPARE(filter.has_value(), !isOfOthers);
        if (filter)
            QVERIFY(suspects::Filter::parse(filter->text()).has_value());
    }
    m_page->setDriver(u"load"_s);
    QTRY_VERIFY_WITH_TIMEOUT(button(u"Save to Incident"_s)->isEnabled(), 20'000);
    const RelationFrame frame = frameOf(plot()->size());
    const QPoint from = frame.scores.center().toPoint();
    QTest::mousePress(plot(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot(), from + QPoint(60, 0));
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, from + QPoint(60, 0));
    QVERIFY(button(u"Suspects in It"_s)->isVisible());
    QVERIFY(!button(u"Suspects in It"_s)->isEnabled());
    // On the page itself: a tooltip of what is disabled is not looked for.
    QVERIFY(says(u"No list of suspects: calls in flight cannot be filtered by"_s));
    QVERIFY(button(u"Suspects in It"_s)->toolTip().contains(u"cannot be filtered by"_s));
}

// Notes come and go and wrap anew while somebody aims.
void TestExplorePage::thePlotStaysWhereItIs()
{
    QLabel* notes = nullptr;
    for (QLabel* label : m_page->findChildren<QLabel*>()) {
        if (label->text().contains(u"Knee at"_s) && label->text().contains(u'\n'))
            notes = label;
    }
    QVERIFY(notes != nullptr);
    const QRect before = plot()->geometry();
    for (const QString& text :
         {QString(), u"A long sentence that has to be wrapped. "_s.repeated(40)}) {
        notes->setText(text);
        QTest::qWait(0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QCOMPARE(plot()->geometry(), before);
    }
    QVERIFY(part<QScrollArea>("Notes on the plot")->verticalScrollBar()->maximum() > 0);
    // What a region says, short or long, moves it as little.
    plot()->setFocus();
    QTest::keyClick(plot(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::qWait(0);
    QCOMPARE(plot()->geometry(), before);
}

void TestExplorePage::whatIsMissingIsSaid()
{
    m_page->setDriver(u"reasoning_tokens"_s);
    QTRY_VERIFY(says(u"Not in the telemetry"_s));
    QVERIFY(!plot()->isVisible());
    QVERIFY(!button(u"Save to Incident"_s)->isEnabled());
    const auto* drivers = part<QComboBox>("What may drive it");
    const int row = drivers->findData(u"queue_depth"_s);
    QVERIFY(drivers->itemText(row).contains(u"not in the telemetry"_s));
    QVERIFY(!qobject_cast<const QStandardItemModel*>(drivers->model())->item(row)->isEnabled());
    m_page->setService(u"nobody"_s);
    QTRY_VERIFY(says(u"No answers in this range"_s));
}

void TestExplorePage::hostileNamesStayPlain()
{
    const auto* outcomes = part<QComboBox>("What counts as bad");
    const int row = outcomes->findData(QString::fromStdString(kHostileCheck));
    QVERIFY(row >= 0);
    QVERIFY(outcomes->itemText(row).contains(u"⟦U+202E⟧"_s));
    m_page->setOutcome(QString::fromStdString(kHostileCheck));
    QTRY_VERIFY(says(u"⟦U+202E⟧ne<b>x</b>"_s));
    for (const QLabel* label : m_page->findChildren<QLabel*>()) {
        if (!label->text().isEmpty())
            QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'),
                     qPrintable(label->text()));
    }
}

void TestExplorePage::focusableWidgetsHaveNames()
{
    QCOMPARE(pagetest::namelessWidgets(*m_page), QStringList());
}

// The line moves over a kept picture: hundreds of frames render none anew.
void TestExplorePage::aFrameCostsNoPicture()
{
    const std::int64_t before = plot()->frames();
    for (int i = 0; i < 50; ++i) {
        plot()->setSetting(100.0 * i);
        plot()->repaint();
    }
    QVERIFY(plot()->frames() - before >= 50);
    const QImage first = plot()->grab().toImage();
    QVERIFY(!first.isNull());
    plot()->setSetting(8000);
    QVERIFY(plot()->grab().toImage() != first);
}

QTEST_MAIN(TestExplorePage)
#include "tst_explorepage.moc"
