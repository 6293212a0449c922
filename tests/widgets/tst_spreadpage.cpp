// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"
#include "tests/models/store/storefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/selectionquestion.h"
#include "widgets/common/theme.h"
#include "widgets/spread/spreadgeometry.h"
#include "widgets/spread/spreadgraph.h"
#include "widgets/spread/spreadpage.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const std::string kWrongAdvice =
    "Customers of the Basic plan may cancel within 45 days and get the setup "
    "fee back in full.";

otlp::OutgoingSpan adviceSpan(std::uint64_t number, std::int64_t second, const std::string& input,
                              const std::string& output)
{
    otlp::OutgoingSpan span = storetest::chatSpan(number, second);
    const auto message = [](const char* role, const std::string& text) {
        return std::string("[{\"role\":\"") + role
            + "\",\"parts\":[{\"type\":\"text\",\"content\":\"" + text
            + "\"}],\"finish_reason\":\"stop\"}]";
    };
    span.attributes.emplace_back("gen_ai.input.messages", message("user", input));
    span.attributes.emplace_back("gen_ai.output.messages", message("assistant", output));
    return span;
}

telemetry::SpanKey keyOf(std::uint64_t number)
{
    return {.trace = storetest::traceId(number), .span = storetest::spanId(number)};
}

spread::SpreadPlace place(const char* service, int second, similarity::PlaceKind kind,
                          std::optional<std::size_t> from = {})
{
    spread::SpreadPlace made;
    made.service = service;
    made.time = storetest::at(second);
    made.kind = kind;
    made.from = from;
    return made;
}

} // namespace

class TestSpreadPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_recording = std::make_unique<storetest::Recording>();
        const auto writer = m_recording->writer();
        QVERIFY(writer->append(storetest::spansBatch(
            {adviceSpan(1, 100, "May I cancel?", "Yes. " + kWrongAdvice)}, 103, "support")));
        QVERIFY(writer->append(storetest::spansBatch(
            {adviceSpan(2, 200, "Support said: " + kWrongAdvice, "Dear customer: " + kWrongAdvice)},
            203, "writer")));
        QVERIFY(writer->append(storetest::spansBatch(
            {adviceSpan(3, 300, "Is this right? " + kWrongAdvice, "It may be so, who knows it")},
            303, "<b>chat</b>")));
        QVERIFY(writer->commit());
    }

    void listsWhereItWent()
    {
        Page page(*m_recording);
        QAbstractItemModelTester tester(page.list().model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.page.open(keyOf(1));
        QTRY_COMPARE(page.list().model()->rowCount(), 3);
        QVERIFY(page.list().isVisible());
        const auto text = [&page](int row, items::SpreadModel::Column column) {
            return page.list().model()->index(row, column).data().toString();
        };
        QCOMPARE(text(0, items::SpreadModel::ServiceColumn), u"writer"_s);
        QCOMPARE(text(0, items::SpreadModel::WhereColumn), u"input"_s);
        QCOMPARE(text(1, items::SpreadModel::WhereColumn), u"answer"_s);
        QCOMPARE(text(2, items::SpreadModel::ServiceColumn), u"<b>chat</b>"_s);
        QVERIFY(page.hasLabel(u"2 services"_s));
        QVERIFY(page.hasLabel(u"1 answer"_s));
        QVERIFY(page.hasLabel(u"users not told"_s));
    }

    void whatWasNotKnownYetIsNotShown()
    {
        Page page(*m_recording);
        page.conductor.seek(storetest::at(250));
        page.page.open(keyOf(1));
        QTRY_COMPARE(page.list().model()->rowCount(), 2);
        page.conductor.seek(storetest::at(400));
        QTRY_COMPARE(page.list().model()->rowCount(), 3);
        page.conductor.seek(storetest::at(250));
        QTRY_COMPARE(page.list().model()->rowCount(), 2);
    }

    void whereNothingIsFoundItSaysSo()
    {
        Page page(*m_recording);
        page.page.open(keyOf(3));
        QTRY_VERIFY(page.hasLabel(u"It stands nowhere else"_s));
        page.page.open(keyOf(99));
        QTRY_VERIFY(page.hasLabel(u"Nothing could be looked for"_s));
    }

    void opensTraces()
    {
        Page page(*m_recording);
        page.page.open(keyOf(1));
        QTRY_COMPARE(page.list().model()->rowCount(), 3);
        QSignalSpy opened(&page.page, &spreadview::SpreadPage::traceRequested);
        page.page.focusList();
        page.list().selectRow(2);
        QTest::keyClick(&page.list(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].value<telemetry::SpanKey>(), keyOf(3));
        auto* graph = page.page.findChild<spreadview::SpreadGraph*>();
        QTest::keyClick(graph, Qt::Key_Left);
        QTest::keyClick(graph, Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
    }

    void manyPlacesAreReadInGroups()
    {
        const auto writer = m_recording->writer();
        for (std::uint64_t i = 10; i < 30; ++i) {
            const auto second = static_cast<std::int64_t>(300 + i);
            QVERIFY(writer->append(storetest::spansBatch(
                {adviceSpan(i, second, "Number " + std::to_string(i) + ": " + kWrongAdvice,
                            "No idea at all")},
                second + 3, i % 4 == 0 ? "shop" : "desk")));
        }
        QVERIFY(writer->commit());
        Page page(*m_recording);
        auto* groups = page.page.findChild<QTableView*>(u"groups"_s);
        QVERIFY(!groups->isVisible());
        QAbstractItemModelTester tester(groups->model(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.page.open(keyOf(1));
        QTRY_COMPARE(page.list().model()->rowCount(), 23);
        QVERIFY(groups->isVisible());
        const auto text = [groups](int row, items::SpreadGroupModel::Column column) {
            return groups->model()->index(row, column).data().toString();
        };
        QCOMPARE(groups->model()->rowCount(), 6);
        QCOMPARE(text(0, items::SpreadGroupModel::PlacesColumn), u"23"_s);
        QCOMPARE(text(1, items::SpreadGroupModel::NameColumn), u"desk · input"_s);
        QCOMPARE(text(1, items::SpreadGroupModel::PlacesColumn), u"15"_s);
        groups->selectRow(2);
        QCOMPARE(page.list().model()->rowCount(), 5);
        // A dot of another group takes the list there.
        auto* graph = page.page.findChild<spreadview::SpreadGraph*>();
        emit graph->placeChosen(0);
        QCOMPARE(page.list().model()->rowCount(), 1);
        auto* by = page.page.findChild<QComboBox*>();
        by->setCurrentIndex(static_cast<int>(spread::GroupBy::Wording));
        QCOMPARE(groups->model()->rowCount(), 2); // all, and the one wording
        QCOMPARE(page.list().model()->rowCount(), 23);
    }

    void aTextAloneCanBeAskedFor()
    {
        Page page(*m_recording);
        page.page.open(std::nullopt, kWrongAdvice);
        QTRY_COMPARE(page.list().model()->rowCount(), 4);
        for (const auto* button : page.page.findChildren<QPushButton*>())
            QVERIFY(button->text() != u"Open Its Trace"_s || !button->isVisible());
    }

    void whatIsSelectedCanBeAskedFor()
    {
        QPlainTextEdit text(u"First words.\nCustomers may cancel."_s);
        text.setReadOnly(true);
        auto* question = new common::SelectionQuestion(&text);
        QSignalSpy asked(question, &common::SelectionQuestion::asked);
        text.show();
        QTest::keyClick(&text, Qt::Key_S);
        QCOMPARE(asked.count(), 0); // nothing is selected
        text.selectAll();
        QTest::keyClick(&text, Qt::Key_S);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].toString(), u"First words.\nCustomers may cancel."_s);
        QTest::keyClick(&text, Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(asked.count(), 1);
        QTimer::singleShot(0, this, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(menu);
            QAction* last = menu->actions().constLast();
            QCOMPARE(last->text(), u"Where Did This Go?"_s);
            last->trigger();
            menu->close();
        });
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, text.mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(&text, &event);
        QCOMPARE(asked.count(), 2);
    }

    void whatWasEverywhereIsLookedForOnRequest()
    {
        const std::string notice = "This answer was written by a machine and may hold mistakes.";
        const storetest::Recording recording;
        {
            const auto writer = recording.writer();
            for (std::uint64_t i = 100; i < 300; ++i) {
                const auto second = static_cast<std::int64_t>(i);
                QVERIFY(writer->append(storetest::spansBatch(
                    {adviceSpan(i, second, "Hi",
                                "Item " + std::to_string(i * 7919) + " is. " + notice)},
                    second + 3, "shop")));
            }
            QVERIFY(writer->commit());
        }
        Page page(recording);
        page.page.open(std::nullopt, notice);
        QTRY_VERIFY(page.hasLabel(u"It was everywhere from the beginning"_s));
        for (auto* button : page.page.findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text() == u"Look for It All the Same"_s)
                button->click();
        }
        QTRY_COMPARE(page.list().model()->rowCount(), 200);
    }

    void exportsTheList()
    {
        Page page(*m_recording);
        page.page.open(keyOf(1));
        QTRY_COMPARE(page.list().model()->rowCount(), 3);
        QTemporaryDir folder;
        for (const QString& name : {u"list.csv"_s, u"list.json"_s}) {
            page.page.exportTo(folder.filePath(name));
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(file.readAll().contains(
                QByteArray::fromStdString(telemetry::toHex(storetest::traceId(3)))));
        }
        auto* message = page.page.findChild<common::MessageBar*>();
        QCOMPARE(message->kind(), common::MessageBar::Kind::Info);
        page.page.exportTo(folder.filePath(u"none/list.csv"_s));
        QCOMPARE(message->kind(), common::MessageBar::Kind::Error);
        // A device stays one, and a pipe that nobody reads does not stop the window.
        const QString pipe = folder.filePath(u"pipe.csv"_s);
        QVERIFY(::mkfifo(QFile::encodeName(pipe).constData(), 0600) == 0);
        page.page.exportTo(pipe);
        QCOMPARE(message->kind(), common::MessageBar::Kind::Error);
        const int reader = ::open(QFile::encodeName(pipe).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        page.page.exportTo(pipe);
        QCOMPARE(message->kind(), common::MessageBar::Kind::Info);
        QVERIFY(!QFileInfo(pipe).isFile());
        char first = 0;
        QCOMPARE(::read(reader, &first, 1), ssize_t(1));
        ::close(reader);
    }

    void focusableWidgetsHaveNames()
    {
        Page page(*m_recording);
        page.page.open(keyOf(1));
        QTRY_COMPARE(page.list().model()->rowCount(), 3);
        for (const auto* widget : page.page.findChildren<QWidget*>()) {
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
                || (button != nullptr && !button->text().isEmpty()))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

    void dotsStandInLanesAndTime()
    {
        spread::Spread spread;
        spread.suspectTime = storetest::at(0);
        spread.places = {place("b", 50, similarity::PlaceKind::Input),
                         place("b", 60, similarity::PlaceKind::Output, 0),
                         place("c", 100, similarity::PlaceKind::Input, 1)};
        const QRectF area(100, 0, 1000, 300);
        const auto layout = spreadview::layOut(spread, "a", area);
        QCOMPARE(layout.lanes.size(), std::size_t{3});
        QCOMPARE(layout.nodes.size(), std::size_t{3});
        QCOMPARE(layout.suspect->x(), 100.0);
        QCOMPARE(layout.nodes[0].at.x(), 600.0);
        QCOMPARE(layout.nodes[2].at.x(), 1100.0);
        QVERIFY(layout.nodes[0].at.y() < layout.nodes[1].at.y()); // received above, given below
        QCOMPARE(layout.edges.size(), std::size_t{3});
        QVERIFY(!layout.edges[0].from);
        QCOMPARE(layout.edges[2].from, std::optional<std::size_t>(1));
        QCOMPARE(spreadview::nodeAt(layout, layout.nodes[1].at), std::optional<std::size_t>(1));
        QVERIFY(!spreadview::nodeAt(layout, QPointF(300, 290)));
    }

    void manyPlacesAreFewDots()
    {
        spread::Spread spread;
        for (int i = 0; i < 20'000; ++i)
            spread.places.push_back(place(i % 2 == 0 ? "a" : "b", i, similarity::PlaceKind::Input));
        const auto layout = spreadview::layOut(spread, {}, QRectF(0, 0, 1000, 200));
        const auto columns = static_cast<std::size_t>(1000 / spreadview::kNodeGrid) + 2;
        QVERIFY(layout.nodes.size() <= 2 * columns);
        std::size_t places = 0;
        for (const auto& node : layout.nodes)
            places += node.count;
        QCOMPARE(places, spread.places.size());
    }

private:
    struct Page
    {
        explicit Page(const storetest::Recording& recording)
            : conductor(clock, false)
            , queries(recording.path())
            , page(queries, conductor, theme)
        {
            conductor.setBounds({.start = storetest::at(0), .end = storetest::at(1000)});
            conductor.seek(storetest::at(1000));
            page.resize(900, 600);
            page.show();
        }
        QTableView& list() { return *page.findChild<QTableView*>(u"places"_s); }
        bool hasLabel(const QString& text) const
        {
            const auto labels = page.findChildren<QLabel*>();
            return std::ranges::any_of(labels, [&text](const QLabel* label) {
                return label->isVisible() && label->text() == text;
            });
        }

        telemetry::SystemClock clock;
        common::Theme theme{u"dark"_s};
        items::TimeConductor conductor;
        items::RecordingQueries queries;
        spreadview::SpreadPage page;
    };
    std::unique_ptr<storetest::Recording> m_recording;
};

QTEST_MAIN(TestSpreadPage)
#include "tst_spreadpage.moc"
