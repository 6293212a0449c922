// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/exportdialogs.h"
#include "app/mainwindow.h"
#include "app/traceexporter.h"
#include "app/traceimage.h"
#include "models/items/recordingqueries.h"
#include "tests/app/exportfixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"
#include "widgets/trace/tracepage.h"

#include <QAction>
#include <QApplication>
#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <optional>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace exporttest;

namespace {

// What its key does.
QAction* actionOf(const QWidget& window)
{
    for (auto* action : window.findChildren<QAction*>()) {
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_E))
            return action;
    }
    return nullptr;
}

} // namespace

class TestTraceExport : public QObject
{
    Q_OBJECT

private slots:
    void endingsAreSettled_data();
    void endingsAreSettled();
    void whatNobodyConfirmedIsNotReplaced();
    void theDesktopsDialogAsksAboutTheSettledName();
    void theWindowExportsEachKind();
    void whyItCannotBeWrittenIsSaid();
    void aCancelledExportLeavesTheFile();
    void secretsAreTakenOut();
    void aPipeThatNobodyReadsIsCancelled();
    void theWindowLivesWhileItDraws();

private:
    QString path(const QString& name) const { return m_folder.path(name); }

    const Folder m_folder;
    common::Theme m_theme{u"dark"_s};
};

void TestTraceExport::endingsAreSettled_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<ExportKind>("kind");
    QTest::addColumn<QString>("settled");
    QTest::newRow("none") << u"/t/a"_s << ExportKind::Png << u"/t/a.png"_s;
    QTest::newRow("its own") << u"/t/a.PNG"_s << ExportKind::Png << u"/t/a.PNG"_s;
    QTest::newRow("another's") << u"/t/a.jsonl"_s << ExportKind::Svg << u"/t/a.svg"_s;
    QTest::newRow("a longer one") << u"/t/a.json"_s << ExportKind::Speedscope
                                  << u"/t/a.speedscope.json"_s;
    QTest::newRow("a shorter one")
        << u"/t/a.speedscope.json"_s << ExportKind::Otlp << u"/t/a.jsonl"_s;
    QTest::newRow("dots of the name")
        << u"/t.x/run.v1.2"_s << ExportKind::Chrome << u"/t.x/run.v1.2.json"_s;
    QTest::newRow("only an ending") << u"/t/.svg"_s << ExportKind::Png << u"/t/.svg.png"_s;
}

void TestTraceExport::endingsAreSettled()
{
    QFETCH(QString, written);
    QFETCH(ExportKind, kind);
    QFETCH(QString, settled);
    QCOMPARE(settledPath({.kind = kind, .path = written}), settled);
}

void TestTraceExport::whatNobodyConfirmedIsNotReplaced()
{
    const storetest::Recording recording;
    recordSecrets(recording, 3);
    items::RecordingQueries queries(recording.path());
    QWidget window;
    TraceExporter exporter(queries, m_theme, &window);
    put(path(u"kept.json"_s), "precious");
    QStringList asked;
    QStringList suggested;
    bool mayReplace = false;
    int choices = 0;
    exporter.setDialogs(
        {.choose = [&](const ExportChoice& suggestion) -> std::optional<ExportChoice> {
             suggested << suggestion.path;
             if (++choices % 2 == 0)
                 return std::nullopt; // thinks better of it
             return ExportChoice{.kind = ExportKind::Chrome, .path = path(u"kept"_s)};
         },
         .mayReplace =
             [&](const QString& file) {
                 asked << file;
                 return mayReplace;
             }});
    exporter.exportTrace(theTrace(), {});
    QVERIFY(!exporter.isBusy());
    QCOMPARE(asked, QStringList{path(u"kept.json"_s)}); // the name that is written, not the typed
    QCOMPARE(suggested.value(1), path(u"kept.json"_s)); // and from there again
    QCOMPARE(bytesOf(path(u"kept.json"_s)), QByteArray("precious"));
    mayReplace = true;
    exporter.exportTrace(theTrace(), {});
    QTRY_VERIFY(!exporter.isBusy());
    QVERIFY(bytesOf(path(u"kept.json"_s)).contains("traceEvents"));
    QVERIFY2(exporter.bar()->text().startsWith(u"Exported 4 spans: "_s),
             qPrintable(exporter.bar()->text()));
}

// The dialogs themselves, as a person goes through them.
void TestTraceExport::theDesktopsDialogAsksAboutTheSettledName()
{
    QWidget window;
    const ExportDialogs dialogs = desktopExportDialogs(&window);
    const QString typed = path(u"typed"_s);
    QString filter;
    QTimer::singleShot(0, [&] {
        auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        filter = dialog->selectedNameFilter();
        QVERIFY(dialog->testOption(QFileDialog::DontConfirmOverwrite));
        dialog->selectNameFilter(dialog->nameFilters().at(static_cast<int>(ExportKind::Svg)));
        dialog->findChild<QLineEdit*>(u"fileNameEdit"_s)->setText(typed);
        QMetaObject::invokeMethod(dialog, "accept");
    });
    const auto choice = dialogs.choose({.kind = ExportKind::Otlp, .path = path(u"x.jsonl"_s)});
    QVERIFY(choice);
    QVERIFY(filter.contains(u"prompts and answers"_s)); // what the file will hold is said
    QVERIFY(choice->kind == ExportKind::Svg);
    QCOMPARE(settledPath(*choice), typed + u".svg"_s);

    for (const bool isReplacing : {false, true}) {
        QTimer::singleShot(0, [&] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box != nullptr);
            QVERIFY(box->text().contains(u"a<b>"_s) && box->textFormat() == Qt::PlainText);
            QVERIFY(box->defaultButton() == box->button(QMessageBox::Cancel));
            for (QAbstractButton* button : box->buttons()) {
                if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == isReplacing)
                    return button->click();
            }
        });
        QCOMPARE(dialogs.mayReplace(u"/t/a<b>.svg"_s), isReplacing);
    }
}

void TestTraceExport::theWindowExportsEachKind()
{
    const auto settings = Settings::inMemory();
    const pagetest::Recording recording;
    const auto session = Session::openRecording(recording.path());
    QVERIFY(session);
    MainWindow window(**session, m_theme, *settings);
    window.show();
    auto* exporter = window.findChild<TraceExporter*>();
    ExportChoice next;
    exporter->setDialogs({.choose = [&](const ExportChoice&) { return std::optional(next); },
                          .mayReplace = [](const QString&) { return false; }});
    QAction* action = actionOf(window);
    QVERIFY(action != nullptr);
    action->activate(QAction::Trigger);
    QVERIFY(exporter->bar()->isVisible());
    QVERIFY(exporter->bar()->text().contains(u"No trace is open"_s));

    const auto* page = window.findChild<traceview::TracePage*>();
    window.openWorstSuspect({});
    QTRY_VERIFY(page->trace().has_value());
    for (const ExportKind kind : {ExportKind::Otlp, ExportKind::Chrome, ExportKind::Speedscope,
                                  ExportKind::Svg, ExportKind::Png}) {
        next = {.kind = kind, .path = path(u"each"_s)};
        action->activate(QAction::Trigger);
        QTRY_VERIFY(!exporter->isBusy());
        const QString file = settledPath(next);
        QVERIFY2(exporter->bar()->text().contains(file), qPrintable(exporter->bar()->text()));
        QVERIFY(exporter->bar()->kind() == common::MessageBar::Kind::Info);
        const QByteArray bytes = bytesOf(file);
        switch (kind) {
        case ExportKind::Otlp:
            QVERIFY(!QJsonDocument::fromJson(bytes.split('\n').value(0))[u"resourceSpans"_s]
                         .toArray()
                         .isEmpty());
            QVERIFY(exporter->bar()->text().contains(u"prompts, answers"_s));
            break;
        case ExportKind::Chrome:
            QVERIFY(QJsonDocument::fromJson(bytes)[u"traceEvents"_s].toArray().size() > 1);
            break;
        case ExportKind::Speedscope:
            QVERIFY(!QJsonDocument::fromJson(bytes)[u"profiles"_s].toArray().isEmpty());
            break;
        case ExportKind::Svg:
            QVERIFY(bytes.contains("<svg") && bytes.contains("</svg>"));
            break;
        case ExportKind::Png:
            QCOMPARE(QImage(file).width(), 2400);
            break;
        }
    }
}

void TestTraceExport::whyItCannotBeWrittenIsSaid()
{
    const storetest::Recording recording;
    recordSecrets(recording, 3);
    items::RecordingQueries queries(recording.path());
    QWidget window;
    TraceExporter exporter(queries, m_theme, &window);
    for (const ExportKind kind :
         {ExportKind::Otlp, ExportKind::Chrome, ExportKind::Svg, ExportKind::Png}) {
        const QString file = path(u"no/such/folder/a"_s) + endingOf(kind);
        exporter.exportTo(theTrace(), {}, {.kind = kind, .path = file});
        QTRY_VERIFY(!exporter.isBusy());
        QVERIFY(exporter.bar()->kind() == common::MessageBar::Kind::Error);
        QVERIFY2(exporter.bar()->text().contains(file + u" cannot be written: No such file"_s),
                 qPrintable(exporter.bar()->text()));
    }
}

void TestTraceExport::aCancelledExportLeavesTheFile()
{
    const storetest::Recording recording;
    recordSecrets(recording, 30);
    items::RecordingQueries queries(recording.path());
    QWidget window;
    TraceExporter exporter(queries, m_theme, &window);
    for (const ExportKind kind :
         {ExportKind::Otlp, ExportKind::Speedscope, ExportKind::Svg, ExportKind::Png}) {
        const QString file = path(u"old"_s) + endingOf(kind);
        put(file, "precious");
        exporter.exportTo(theTrace(), {}, {.kind = kind, .path = file});
        QVERIFY(exporter.isBusy());
        emit exporter.bar()->actionTriggered();
        QTRY_VERIFY(!exporter.isBusy());
        QVERIFY2(exporter.bar()->text().contains(u"cancelled"_s),
                 qPrintable(exporter.bar()->text()));
        QCOMPARE(bytesOf(file), QByteArray("precious"));
    }
    // In the middle of a picture.
    const QString file = path(u"half.png"_s);
    put(file, "precious");
    {
        auto picture = TracePicture::begin(snapshotOf(1000), m_theme, {.path = file, .scale = 2});
        QVERIFY(picture);
        const auto more = (*picture)->next();
        QVERIFY(more && *more);
    }
    QCOMPARE(bytesOf(file), QByteArray("precious"));
}

void TestTraceExport::secretsAreTakenOut()
{
    const storetest::Recording recording;
    recordSecrets(recording, 5);
    items::RecordingQueries queries(recording.path());
    QWidget window;
    TraceExporter exporter(queries, m_theme, &window);
    for (const ExportKind kind :
         {ExportKind::Otlp, ExportKind::Chrome, ExportKind::Speedscope, ExportKind::Svg}) {
        const QString file = path(u"secret"_s) + endingOf(kind);
        exporter.exportTo(theTrace(), {}, {.kind = kind, .path = file});
        QTRY_VERIFY(!exporter.isBusy());
        const QByteArray bytes = bytesOf(file);
        QVERIFY(bytes.contains("REDACTED"));
        QVERIFY(!bytes.contains(kSecret));
        QVERIFY2(exporter.bar()->text().contains(u"redaction rules"_s),
                 qPrintable(exporter.bar()->text()));
    }
}

void TestTraceExport::aPipeThatNobodyReadsIsCancelled()
{
    const storetest::Recording recording;
    recordSecrets(recording, 3);
    items::RecordingQueries queries(recording.path());
    QWidget window;
    const QString pipe = path(u"pipe.json"_s);
    QVERIFY(::mkfifo(QFile::encodeName(pipe).constData(), 0600) == 0);
    TraceExporter exporter(queries, m_theme, &window);
    for (const ExportKind kind : {ExportKind::Otlp, ExportKind::Chrome}) {
        exporter.exportTo(theTrace(), {}, {.kind = kind, .path = pipe});
        QTest::qWait(200); // into the waiting
        QVERIFY(exporter.isBusy());
        emit exporter.bar()->actionTriggered();
        QTRY_VERIFY(!exporter.isBusy());
        QVERIFY2(exporter.bar()->text().contains(u"cancelled"_s),
                 qPrintable(exporter.bar()->text()));
    }
    {
        TraceExporter closed(queries, m_theme, &window);
        closed.exportTo(theTrace(), {}, {.kind = ExportKind::Chrome, .path = pipe});
        QTest::qWait(200);
    }
    queries.waitForIdle(); // as closing the window does
}

void TestTraceExport::theWindowLivesWhileItDraws()
{
    const storetest::Recording recording;
    recordSecrets(recording, 600);
    items::RecordingQueries queries(recording.path());
    QWidget window;
    TraceExporter exporter(queries, m_theme, &window);
    exporter.exportTo(theTrace(), {}, {.kind = ExportKind::Png, .path = path(u"live.png"_s)});
    queries.waitForIdle(); // from here on only this thread works
    int turns = 0;
    while (exporter.isBusy()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        ++turns;
    }
    QVERIFY2(turns > 10, qPrintable(QString::number(turns))); // between two bands it is asked
    QVERIFY(!QImageReader(path(u"live.png"_s)).size().isEmpty());
}

QTEST_MAIN(TestTraceExport)
#include "tst_traceexport.moc"
