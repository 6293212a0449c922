// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/replay/drillfile.h"
#include "widgets/common/theme.h"
#include "widgets/whatif/whatifaxis.h"
#include "widgets/whatif/whatifeditors.h"
#include "widgets/whatif/whatifpanel.h"

#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWhatIfPanel : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string m_path;

    static QPushButton* button(const QWidget& panel, const QString& text)
    {
        for (QPushButton* one : panel.findChildren<QPushButton*>()) {
            QString name = one->text();
            if (name.remove(u'&') == text)
                return one;
        }
        return nullptr;
    }

    // Whether one of what is shown says so.
    static bool says(const QWidget& panel, const QString& text)
    {
        for (const QLabel* one : panel.findChildren<QLabel*>()) {
            if (!one->isHidden() && one->text().contains(text))
                return true;
        }
        return false;
    }

    static QDoubleSpinBox* field(const QWidget& parent, const QString& name)
    {
        for (QDoubleSpinBox* one : parent.findChildren<QDoubleSpinBox*>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath(u"drill.plumb"_s).toStdString();
        drill::OfflineSettings settings;
        settings.scenario = "fabricated-apis";
        settings.start = telemetry::Timestamp{1'790'000'000s};
        settings.length = 6min;
        settings.healthyFor = 3min;
        QVERIFY(replaytest::record(m_path, {.drill = settings}));
    }

    void showsBothOnOneAxis()
    {
        const common::Theme theme(u"dark"_s);
        theme.apply(*qApp);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        panel.resize(1100, 760);
        panel.QWidget::show();
        const auto editors = panel.findChild<whatif::WhatIfEditors*>();
        for (QDoubleSpinBox* one : editors->findChildren<QDoubleSpinBox*>()) {
            if (one->accessibleName() == u"False alarms a week"_s)
                one->setValue(50);
        }
        button(panel, u"What if"_s)->click();
        QVERIFY(panel.follower().isRunning());
        QVERIFY(button(panel, u"Cancel"_s)->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        const auto& answer = panel.follower().answer();
        QVERIFY(answer);
        QCOMPARE(answer->results.size(), std::size_t{2});
        QCOMPARE(answer->results[1].variant.settings.size(), std::size_t{1});
        QVERIFY(answer->difference.empty());
        const auto axis = panel.findChild<whatif::WhatIfAxis*>();
        QVERIFY(axis->isVisible());
        // Every alarm of both is there, those of the variant below.
        QCOMPARE(axis->marks().size(),
                 answer->results[0].alarms.size() + answer->results[1].alarms.size());
        QVERIFY(axis->rowRect(1).top() >= axis->rowRect(0).bottom());
        // Wrong answers of whom, and in which time.
        const QString of = axis->courseTexts().join(u'\n');
        QVERIFY2(of.contains(u"in the whole recording"_s), qPrintable(of));
        for (const std::string& service : answer->wrongServices)
            QVERIFY2(of.contains(QString::fromStdString(service)), qPrintable(of));
        // A moment has one place, whosever alarm it is.
        for (const whatif::WhatIfAxis::Mark& mark : axis->marks())
            QVERIFY(axis->rowRect(mark.row).left() <= axis->xOf(mark.time)
                    && axis->xOf(mark.time) <= axis->rowRect(mark.row).right());
        for (QDoubleSpinBox* one : editors->findChildren<QDoubleSpinBox*>()) {
            if (one->accessibleName() == u"False alarms a week"_s)
                QCOMPARE(one->value(), 50.0); // what was set stays
        }
        const auto table = panel.findChild<QTableWidget*>();
        QVERIFY(table->rowCount() >= 2); // what was wrong, false alarms
        QVERIFY(!says(panel, u"Here will stand"_s));
        QCoreApplication::processEvents();
        QVERIFY2(table->horizontalHeader()->length() <= table->viewport()->width(),
                 "a column is cut");
        QVERIFY(!button(panel, u"Cancel"_s)->isVisible());
        if (const QByteArray pictures = qgetenv("PLUMBLINE_TEST_PICTURES"); !pictures.isEmpty()) {
            panel.grab().save(QString::fromLocal8Bit(pictures) + u"/whatif-dark.png"_s);
            common::Theme light(u"light"_s);
            light.apply(*qApp);
            whatif::WhatIfPanel other(light, queries);
            other.resize(1100, 760);
            other.findChild<QComboBox*>()->setCurrentIndex(1);
            other.ask();
            QTRY_VERIFY_WITH_TIMEOUT(!other.follower().isRunning(), 60'000);
            other.QWidget::show();
            other.grab().save(QString::fromLocal8Bit(pictures) + u"/whatif-light.png"_s);
        }
    }

    void goesToAMomentByKeys()
    {
        const common::Theme theme(u"light"_s);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        QSignalSpy chosen(&panel, &whatif::WhatIfPanel::momentChosen);
        panel.ask();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        const auto axis = panel.findChild<whatif::WhatIfAxis*>();
        QVERIFY(!axis->marks().empty());
        QTest::keyClick(axis, Qt::Key_Right);
        QTest::keyClick(axis, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(chosen[0][0].value<telemetry::Timestamp>() == axis->marks()[0].time);
        QCOMPARE(axis->accessibleDescription(), axis->marks()[0].text);
    }

    // What is saved is what the fields say, once it was told: neither what was tried before nor
    // what nobody has seen told.
    void savesWhatIsShown()
    {
        const common::Theme theme(u"light"_s);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        QSignalSpy saved(&panel, &whatif::WhatIfPanel::saveRequested);
        const auto tolerance = field(panel, u"Smallest rise"_s);
        tolerance->setValue(0.5);
        panel.ask();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        const auto save = button(panel, u"Save settings…"_s);
        QVERIFY(save->isEnabled());
        tolerance->setValue(0.7);
        QVERIFY(!save->isEnabled());
        QVERIFY(says(panel, u"not what the fields say"_s));
        panel.ask();
        button(panel, u"Cancel"_s)->click();
        QVERIFY(!save->isEnabled());
        tolerance->setValue(0.5);
        QVERIFY(save->isEnabled());
        QVERIFY(!says(panel, u"not what the fields say"_s));
        save->click();
        QCOMPARE(saved.size(), 1);
        QCOMPARE(replay::nameOf(saved[0][0].value<replay::Variant>()),
                 std::string("tolerance=0.5"));
        // Kept, and asked again without a change: it stands there once.
        button(panel, u"Keep beside"_s)->click();
        tolerance->setValue(0.5);
        panel.ask();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        QCOMPARE(panel.follower().answer()->results.size(), std::size_t{2});
        tolerance->setValue(0.7);
        panel.ask();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        QCOMPARE(panel.follower().answer()->results.size(), std::size_t{3});
        button(panel, u"Let go"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        QCOMPARE(panel.follower().answer()->results.size(), std::size_t{2});
    }

    // A button that cannot be pressed has its reason beside it, and a change is another question.
    void saysWhyItCannotBeAsked()
    {
        const common::Theme theme(u"light"_s);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        QSignalSpy wanted(&panel, &whatif::WhatIfPanel::affairsWanted);
        const auto ask = button(panel, u"What if"_s);
        const auto tolerance = field(panel, u"Smallest rise"_s);
        panel.forget();
        panel.ask();
        QVERIFY(!ask->isEnabled());
        QVERIFY(says(panel, u"What was wrong is being read"_s));
        tolerance->setValue(0.4);
        QVERIFY(ask->isEnabled());
        panel.setAffairsUnread();
        QVERIFY(ask->isEnabled());
        QVERIFY(says(panel, u"could not be read"_s));
        ask->click();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(!ask->isEnabled());
        QVERIFY(!panel.follower().isRunning());
        // Then it is told, without being asked again.
        panel.setAffairs({}, {});
        QVERIFY(panel.follower().isRunning());
        QVERIFY(!ask->isEnabled());
        QVERIFY(says(panel, u"told again: tolerance=0.4"_s));
        tolerance->setValue(0.6);
        QVERIFY(ask->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        QVERIFY(ask->isEnabled());
        QCOMPARE(replay::nameOf(panel.follower().answer()->results.back().variant),
                 std::string("tolerance=0.4"));
    }

    // Before there is an answer the fields stand at the top, and what will be below is said.
    void standsAtTheTopBeforeAnAnswer()
    {
        const common::Theme theme(u"light"_s);
        theme.apply(*qApp);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        panel.resize(980, 720);
        panel.QWidget::show();
        QCoreApplication::processEvents();
        QVERIFY(says(panel, u"Here will stand"_s));
        const auto ask = button(panel, u"What if"_s);
        QVERIFY2(ask->mapTo(&panel, QPoint(0, ask->height())).y() < panel.height() / 3,
                 "the fields are strewn over the window");
    }

    // What is proposed can be told: it names what the recording has.
    void proposesWhatTheRecordingHas()
    {
        whatif::WhatIfEditors editors;
        QLineEdit* others = nullptr;
        for (QLineEdit* one : editors.findChildren<QLineEdit*>()) {
            if (one->accessibleName() == u"Others"_s)
                others = one;
        }
        QVERIFY(others != nullptr);
        QCOMPARE(others->placeholderText(), u"KEY=VALUE; KEY=VALUE"_s);
        editors.setNames({.checks = {"answer_length", "groundedness"}, .services = {"shop"}},
                         telemetry::Timestamp{1'790'000'000s});
        QCOMPARE(others->placeholderText(),
                 u"check.groundedness.watched=off; "
                 "service.shop.tolerance=0.1; "
                 "mitigated-at=2026-09-21T14:14:20Z"_s);
        others->setText(others->placeholderText());
        QVERIFY(editors.variant());
        others->completer()->setCompletionPrefix(u"check.grounded"_s);
        QVERIFY(others->completer()->completionCount() > 0);
        others->completer()->setCompletionPrefix(u"check.NAME"_s);
        QCOMPARE(others->completer()->completionCount(), 0);
    }

    // Another incident: no answer stands under its name before there is one.
    void forgetsWhatWasOfAnother()
    {
        const common::Theme theme(u"light"_s);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        panel.ask();
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
        QVERIFY(panel.follower().answer());
        panel.forget();
        QVERIFY(!panel.follower().answer());
        QVERIFY(panel.findChild<whatif::WhatIfAxis*>()->isHidden());
        QVERIFY(says(panel, u"Here will stand"_s));
        panel.ask();
        QVERIFY(!panel.follower().isRunning()); // what was wrong is not known yet
        panel.setAffairs({}, {});
        panel.ask();
        QVERIFY(panel.follower().isRunning());
        QVERIFY(queries.isCaughtUp()); // whoever plays need not wait for it
        QTRY_VERIFY_WITH_TIMEOUT(!panel.follower().isRunning(), 60'000);
    }

    // Fields show three decimals: what is in use is no change for that.
    void whatIsInUseIsNoChange()
    {
        whatif::WhatIfEditors editors;
        editors.setInUse({{"tolerance", "0.0625"}, {"false-alarms-per-week", "1.00049"}});
        const auto variant = editors.variant();
        QVERIFY(variant);
        QCOMPARE(replay::nameOf(*variant), replay::nameOf({}));
        field(editors, u"Smallest rise"_s)->setValue(0.07);
        QCOMPARE(replay::nameOf(*editors.variant()), std::string("tolerance=0.07"));
    }

    void namesWhatCannotBe()
    {
        const common::Theme theme(u"dark"_s);
        items::RecordingQueries queries(m_path);
        whatif::WhatIfPanel panel(theme, queries);
        const auto editors = panel.findChild<whatif::WhatIfEditors*>();
        for (QLineEdit* one : editors->findChildren<QLineEdit*>()) {
            if (one->accessibleName() == u"Others"_s)
                one->setText(u"no.such.key=1"_s);
        }
        panel.ask();
        QVERIFY(!panel.follower().isRunning());
        bool isNamed = false;
        for (const QLabel* label : panel.findChildren<QLabel*>()) {
            QVERIFY(label->textFormat() == Qt::PlainText);
            isNamed = isNamed || label->text().contains(u"no.such.key"_s);
        }
        QVERIFY(isNamed);
    }

    // It tells the whole recording again: what searches it must not wait for that.
    void noSearchWaitsForIt()
    {
        items::RecordingQueries queries(m_path);
        items::WhatIfFollower follower(queries);
        QSemaphore letGo;
        const auto release = qScopeGuard([&letGo] { letGo.release(); });
        const auto waits = [&letGo](const store::Reader&) -> telemetry::Result<int> {
            letGo.acquire();
            return 1;
        };
        bool isSearched = false;
        queries.run<int>(
            this, waits, [&isSearched](const telemetry::Result<int>&) { isSearched = true; },
            items::RecordingQueries::Purpose::Search);
        follower.ask({});
        // Nor does it wait for a search, which has not ended by then.
        QTRY_VERIFY_WITH_TIMEOUT(!follower.isRunning(), 60'000);
        QVERIFY(follower.answer() && !isSearched);
        letGo.release();
        QTRY_VERIFY(isSearched);
    }

    void isStoppedAndKeepsWhatWasThere()
    {
        const common::Theme theme(u"dark"_s);
        items::RecordingQueries queries(m_path);
        items::WhatIfFollower follower(queries);
        follower.ask({});
        QTRY_VERIFY_WITH_TIMEOUT(!follower.isRunning(), 60'000);
        const auto before = follower.answer();
        QVERIFY(before);
        follower.ask({});
        QVERIFY(follower.isRunning());
        follower.stop();
        QVERIFY(!follower.isRunning());
        queries.waitForIdle();
        QCoreApplication::processEvents();
        QVERIFY(follower.answer() == before);
    }
};

QTEST_MAIN(TestWhatIfPanel)
#include "tst_whatifpanel.moc"
