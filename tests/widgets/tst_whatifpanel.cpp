// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/replay/drillfile.h"
#include "widgets/common/theme.h"
#include "widgets/whatif/whatifaxis.h"
#include "widgets/whatif/whatifeditors.h"
#include "widgets/whatif/whatifpanel.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QtTest>

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

    // What is saved is what was tried and is shown, not what was asked last.
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
        tolerance->setValue(0.7);
        panel.ask();
        button(panel, u"Cancel"_s)->click();
        button(panel, u"Save settings…"_s)->click();
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
