// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traceimage.h"
#include "models/redact/redactor.h"
#include "tests/app/exportfixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/waterfallview.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QImageReader>
#include <QPainter>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace exporttest;

namespace {

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

} // namespace

class TestTraceImage : public QObject
{
    Q_OBJECT

private slots:
    void aReadingIsCancelled();
    void rulesAboutAttributesReachTheNotes_data();
    void rulesAboutAttributesReachTheNotes();
    void aPictureIsOfOneTheme();
    void aPictureIsWhatTheWindowShows();
    void aHugePictureIsBounded();
    void anSvgIsWrittenAsItIsDrawn();
    void anSvgIsWhatOnePieceWouldBe();

private:
    QString path(const QString& name) const { return m_folder.path(name); }

    const Folder m_folder;
    common::Theme m_theme{u"dark"_s};
};

void TestTraceImage::aReadingIsCancelled()
{
    const storetest::Recording recording;
    constexpr int kSpans = 30;
    recordSecrets(recording, kSpans - 1);
    std::vector<otlp::OutgoingLog> verdicts;
    for (std::uint64_t i = 1; i <= kSpans; ++i) {
        for (int second = 0; second < 5; ++second)
            verdicts.push_back(storetest::judgeLog(i, second + 40, second * 0.25, false));
    }
    QVERIFY(recording.writer()->append(storetest::logsBatch(verdicts, 2)));
    const auto reader = recording.reader();
    const auto redactor = redact::Redactor::shipped();
    const auto readAsking = [&](int limit, int& asked) {
        return readPicture(*reader, theTrace(), {}, redactor.get(), "out.svg",
                           [&asked, limit] { return ++asked <= limit; });
    };
    int all = 0;
    const auto whole = readAsking(1000, all);
    QVERIFY(whole && whole->redacted > 0);
    QCOMPARE(whole->trace.tree->size(), kSpans);
    QVERIFY(!whole->trace.notes.empty());
    // Before the spans, within their redaction, before and after what is said; and with each call
    // and each verdict that is read.
    QVERIFY2(all >= 4 + kSpans + 5 * kSpans, qPrintable(QString::number(all)));
    for (int limit = 0; limit < all; ++limit) {
        int asked = 0;
        const auto cancelled = readAsking(limit, asked);
        QVERIFY(!cancelled);
        QVERIFY(cancelled.error().message.find("cancelled") != std::string::npos);
    }
}

void TestTraceImage::rulesAboutAttributesReachTheNotes_data()
{
    QTest::addColumn<QString>("attribute"); // that the rule names
    QTest::addColumn<QStringList>("taken"); // from the picture
    const QString result = u"Elm Street"_s;
    const QString tool = u"find_address →"_s;
    QTest::newRow("none") << u"something.else"_s << QStringList();
    QTest::newRow("result") << u"gen_ai.tool.call.result"_s << QStringList{result};
    QTest::newRow("result in another dialect") << u"output.value"_s << QStringList{tool, result};
    QTest::newRow("any of tools") << u"gen_ai.tool.*"_s << QStringList{tool, result};
    QTest::newRow("tool") << u"gen_ai.tool.name"_s << QStringList{tool};
    QTest::newRow("check") << u"gen_ai.evaluation.name"_s << QStringList{u"Faithfulness"_s};
    QTest::newRow("service") << u"service.name"_s << QStringList{u"shop"_s};
}

void TestTraceImage::rulesAboutAttributesReachTheNotes()
{
    QFETCH(QString, attribute);
    QFETCH(QStringList, taken);
    const storetest::Recording recording;
    std::vector<otlp::OutgoingSpan> spans = spansOf(1);
    spans[0].attributes.emplace_back(
        "gen_ai.output.messages",
        std::string(R"([{"role":"assistant","parts":[{"type":"tool_call","id":"c1",)"
                    R"("name":"find_address","arguments":{}}],"finish_reason":"tool_call"}])"));
    spans[1].attributes = {{"gen_ai.operation.name", std::string("execute_tool")},
                           {"gen_ai.tool.name", std::string("find_address")},
                           {"gen_ai.tool.call.id", std::string("c1")},
                           {"gen_ai.tool.call.result", std::string("7 Elm Street, by the mill")}};
    record(recording, spans);
    QVERIFY(recording.writer()->append(
        storetest::logsBatch({storetest::judgeLog(1, 40, 0, false)}, 2)));
    const auto rules = redact::parseRules("rules:\n  - id: mine\n    names: [\""
                                              + attribute.toStdString() + "\"]\n",
                                          "mine.yaml", redact::shippedRules());
    QVERIFY2(rules.has_value(), rules ? "" : rules.error().message.c_str());
    const auto redactor = redact::Redactor::create(*rules);
    QVERIFY(redactor.has_value());
    const auto content =
        readPicture(*recording.reader(), theTrace(), {}, redactor->get(), "out.svg");
    QVERIFY(content.has_value());
    QStringList said;
    for (const store::SpanRow& span : content->trace.tree->spans())
        said << QString::fromStdString(span.service);
    for (const auto& [span, note] : content->trace.notes)
        said << note;
    const QString all = said.join(u'\n');
    for (const QString& text : {u"find_address →"_s, u"Elm Street"_s, u"Faithfulness"_s, u"shop"_s})
        QVERIFY2(all.contains(text) != taken.contains(text), qPrintable(all));
    QCOMPARE(all.contains(u"[REDACTED:mine]"_s), !taken.isEmpty());
    QCOMPARE(content->redacted > 0, !taken.isEmpty());
}

void TestTraceImage::aPictureIsOfOneTheme()
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

void TestTraceImage::aPictureIsWhatTheWindowShows()
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

void TestTraceImage::aHugePictureIsBounded()
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

void TestTraceImage::anSvgIsWrittenAsItIsDrawn()
{
    const Folder folder;
    const QString file = folder.path(u"parts.svg"_s);
    // Until it is whole it may have no name.
    const auto written = [&folder] {
        qint64 bytes = 0;
        const QDir open(u"/proc/self/fd"_s, {}, {}, QDir::AllEntries | QDir::System);
        for (const QFileInfo& one : open.entryInfoList()) {
            if (one.symLinkTarget().startsWith(folder.path(u"."_s).chopped(1)))
                bytes += one.size();
        }
        return bytes;
    };
    {
        auto picture = TracePicture::begin(snapshotOf(1000), m_theme, {.path = file});
        QVERIFY(picture);
        qint64 before = written();
        for (int band = 0; band < 8; ++band) {
            const auto more = (*picture)->next();
            QVERIFY(more && *more);
            const qint64 now = written();
            QVERIFY2(now > before + 10'000, qPrintable(u"%1 %2"_s.arg(before).arg(now)));
            before = now;
        }
        QVERIFY(!QFile::exists(file)); // not before all of it is there
    }
    QVERIFY(!QFile::exists(file)); // nor when it is given up
}

void TestTraceImage::anSvgIsWhatOnePieceWouldBe()
{
    std::vector<store::SpanRow> spans = snapshotOf(250).tree->spans(); // several bands
    for (std::size_t i = 5; i < spans.size(); i += 20)
        spans[i].end = {}; // drawn with a pattern, which has a definition
    items::TraceSnapshot snapshot;
    snapshot.tree = std::make_shared<const trace::SpanTree>(std::move(spans));
    snapshot.notes[telemetry::SpanId{3}] = u"</svg> <defs> url(#a) \"&\" ✕"_s;
    const QString file = path(u"parts.svg"_s);
    QVERIFY(drawTrace(snapshot, m_theme, {.path = file, .width = 900}));
    const QByteArray bytes = bytesOf(file);
    QXmlStreamReader xml(bytes);
    int roots = 0;
    int titles = 0;
    QStringList ids;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement) {
            roots += xml.name() == u"svg" ? 1 : 0;
            titles += xml.name() == u"title" ? 1 : 0;
            if (xml.attributes().hasAttribute(u"id"_s))
                ids << xml.attributes().value(u"id"_s).toString();
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(roots, 1);
    QCOMPARE(titles, 1);
    QVERIFY(!ids.isEmpty());
    QCOMPARE(ids.removeDuplicates(), 0);
    QVERIFY(
        bytes.contains("<title>Trace " + QByteArray::fromStdString(telemetry::toHex(theTrace()))));

    traceview::WaterfallView view(m_theme);
    view.setTree(snapshot.tree);
    view.setNotes(snapshot.notes);
    const QSize size(900, view.heightOf(250) + 8);
    view.viewport()->resize(size);
    QBuffer whole;
    QSvgGenerator generator;
    generator.setOutputDevice(&whole);
    generator.setSize(size);
    generator.setViewBox(QRect({0, 0}, size));
    QPainter painter(&generator);
    painter.fillRect(QRect({0, 0}, size), m_theme.color(common::ColorRole::Surface0));
    view.paintRows(painter, 0, 250);
    view.paintAxis(painter);
    painter.end();
    const auto drawn = [&size](const QByteArray& svg) {
        QSvgRenderer renderer(svg);
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::magenta);
        QPainter into(&image);
        renderer.render(&into);
        return image;
    };
    const QImage expected = drawn(whole.data());
    QVERIFY(drawn(bytes) == expected);
    QVERIFY(drawnLines(expected, 0, expected.height()) > 250);
}

QTEST_MAIN(TestTraceImage)
#include "tst_traceimage.moc"
