// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/exportdialogs.h"
#include "app/mainwindow.h"
#include "app/traceexporter.h"
#include "app/traceimage.h"
#include "models/items/recordingqueries.h"
#include "models/redact/redactor.h"
#include "tests/models/store/storefixture.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"
#include "widgets/trace/tracepage.h"
#include "widgets/trace/waterfallview.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

constexpr auto kSecret = "AKIAZ7QX3MNP5RTUVW2B";

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the test cannot write its own file");
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

telemetry::TraceId theTrace()
{
    return storetest::chatSpan(1, 0).trace;
}

// A root, and calls in it that overlap, each with a secret that somebody recorded unredacted.
void record(const storetest::Recording& recording, int calls)
{
    std::vector<otlp::OutgoingSpan> spans{storetest::chatSpan(1, 0)};
    spans.front().name = std::string("agent ") + kSecret;
    for (int i = 0; i < calls; ++i) {
        spans.push_back(storetest::chatSpan(static_cast<std::uint64_t>(i) + 2, 1 + i));
        spans.back().trace = spans.front().trace;
        spans.back().parent = spans.front().id;
        spans.back().attributes.emplace_back("note", std::string("the key is ") + kSecret);
    }
    spans.front().end = spans.back().end;
    auto writer = recording.writer();
    if (!writer->append(storetest::spansBatch(spans, 1)))
        qFatal("the test cannot record");
}

items::TraceSnapshot snapshotOf(int steps)
{
    std::vector<store::SpanRow> spans;
    for (int i = 0; i < steps; ++i) {
        store::SpanRow row;
        row.trace = theTrace();
        row.span = static_cast<telemetry::SpanId>(i + 1);
        row.parent = static_cast<telemetry::SpanId>(i == 0 ? 0 : 1);
        row.name = "step " + std::to_string(i);
        row.service = "bot";
        row.isFailed = i % 7 == 3;
        row.start = storetest::at(i);
        row.end = storetest::at(i == 0 ? steps : i + 3);
        spans.push_back(std::move(row));
    }
    items::TraceSnapshot snapshot;
    snapshot.tree = std::make_shared<const trace::SpanTree>(std::move(spans));
    return snapshot;
}

// How many of the lines of a picture are not of one colour only, where names stand.
int drawnLines(const QImage& image, int from, int to)
{
    constexpr int kNames = 110; // less than the column is wide
    int drawn = 0;
    for (int y = from; y < to; ++y) {
        bool isPlain = true;
        for (int x = 1; x < kNames && isPlain; ++x)
            isPlain = image.pixel(x, y) == image.pixel(0, y);
        drawn += isPlain ? 0 : 1;
    }
    return drawn;
}

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
    void aReadingIsCancelled();
    void aPictureIsOfOneTheme();
    void aPictureIsWhatTheWindowShows();
    void aHugePictureIsBounded();
    void theWindowLivesWhileItDraws();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
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
    record(recording, 3);
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
    record(recording, 3);
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
    record(recording, 30);
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
    record(recording, 5);
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
    record(recording, 3);
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

void TestTraceExport::aReadingIsCancelled()
{
    const storetest::Recording recording;
    record(recording, 3);
    const auto reader = recording.reader();
    const auto redactor = redact::Redactor::shipped();
    const auto readAsking = [&](int limit, int& asked) {
        return readPicture(*reader, theTrace(), {}, redactor.get(), "out.svg",
                           [&asked, limit] { return ++asked <= limit; });
    };
    int all = 0;
    const auto whole = readAsking(1000, all);
    QVERIFY(whole && whole->redacted > 0);
    QCOMPARE(whole->trace.tree->size(), 4);
    QVERIFY(all >= 4); // before the spans, within their redaction, before and after what is said
    for (int limit = 0; limit < all; ++limit) {
        int asked = 0;
        const auto cancelled = readAsking(limit, asked);
        QVERIFY(!cancelled);
        QVERIFY(cancelled.error().message.find("cancelled") != std::string::npos);
    }
}

void TestTraceExport::aPictureIsOfOneTheme()
{
    const items::TraceSnapshot snapshot = snapshotOf(300);
    for (const QString& ending : {u"png"_s, u"svg"_s}) {
        common::Theme theme(u"dark"_s);
        const QString expected = path(u"dark."_s + ending);
        QVERIFY(drawTrace(snapshot, theme, {.path = expected}));
        const QString file = path(u"changed."_s + ending);
        auto picture = TracePicture::begin(snapshot, theme, {.path = file});
        QVERIFY(picture);
        auto more = (*picture)->next();
        QVERIFY(more && *more);
        theme.load(u"light"_s);
        while (more && *more)
            more = (*picture)->next();
        QVERIFY(more);
        QVERIFY(bytesOf(file) == bytesOf(expected));
    }
}

void TestTraceExport::aPictureIsWhatTheWindowShows()
{
    const items::TraceSnapshot snapshot = snapshotOf(90); // several bands
    for (const double scale : {1.0, 2.0, 1.5}) {
        const QString file = path(u"same.png"_s);
        const auto image =
            drawTrace(snapshot, m_theme, {.path = file, .width = 900, .scale = scale});
        QVERIFY(image);
        QCOMPARE(image->rows, 90);
        traceview::WaterfallView view(m_theme);
        view.setTree(snapshot.tree);
        view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        view.resize(900, view.heightOf(90) + 8);
        QImage expected(view.size() * scale, QImage::Format_RGB32);
        expected.setDevicePixelRatio(scale);
        QPainter painter(&expected);
        view.render(&painter);
        painter.end();
        QImage drawn(file);
        QCOMPARE(drawn.size(), expected.size());
        int differing = 0;
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x)
                differing += drawn.pixel(x, y) != expected.pixel(x, y) ? 1 : 0;
        }
        QCOMPARE(differing, 0);
    }
}

void TestTraceExport::aHugePictureIsBounded()
{
    const items::TraceSnapshot snapshot = snapshotOf(5000);
    for (const auto& [width, scale] : {std::pair(1200, 2.0), {400, 1.0}, {8000, 4.0}}) {
        const QString file = path(u"huge.png"_s);
        const auto image =
            drawTrace(snapshot, m_theme, {.path = file, .width = width, .scale = scale});
        QVERIFY(image);
        QCOMPARE(image->steps, 5000);
        QVERIFY(image->rows > 5 && image->rows < 2000);
        const QSize size = QImageReader(file).size();
        QCOMPARE(size.width(), static_cast<int>(width * scale));
        QVERIFY(size.height() <= 32'767);
        QVERIFY(double(size.width()) * size.height() <= 32e6);
        const traceview::WaterfallView view(m_theme);
        const int rowsEnd = static_cast<int>(view.heightOf(image->rows) * scale);
        QCOMPARE(size.height(), rowsEnd + static_cast<int>((24 + 8) * scale));
        if (scale > 2)
            continue; // too large to look at here
        // What is not drawn is told below the last row.
        const QImage drawn(file);
        QVERIFY(drawnLines(drawn, rowsEnd, size.height()) > 6);
    }
    // Of a trace that fits nothing is said to be missing.
    const auto whole = drawTrace(snapshotOf(20), m_theme, {.path = path(u"whole.png"_s)});
    QVERIFY(whole && whole->rows == whole->steps);
    const traceview::WaterfallView view(m_theme);
    QCOMPARE(QImageReader(path(u"whole.png"_s)).size().height(), view.heightOf(20) + 8);
    // A window takes fewer pixels a row before it leaves rows out.
    const auto shrunk =
        drawTrace(snapshot, m_theme, {.path = path(u"s.png"_s), .scale = 2, .mayShrink = true});
    QVERIFY(shrunk);
    QCOMPARE(shrunk->scale, 1.0);
    QVERIFY(shrunk->rows > 1000);
    const auto drawing = drawTrace(snapshot, m_theme, {.path = path(u"huge.svg"_s)});
    QVERIFY(drawing);
    QCOMPARE(drawing->rows, 2000);
    QVERIFY(bytesOf(path(u"huge.svg"_s)).contains("3,000 more of the 5,000 steps"));
}

void TestTraceExport::theWindowLivesWhileItDraws()
{
    const storetest::Recording recording;
    record(recording, 600);
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
