// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/reportpages.h"

#include "widgets/common/theme.h"

#include <QAbstractTextDocumentLayout>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QScreen>
#include <QSvgRenderer>
#include <QTextObjectInterface>
#include <QTextOption>
#include <QTextTable>

#include <algorithm>

namespace {

using common::ColorRole;

constexpr int kDrawing = QTextFormat::UserObject + 1;
constexpr int kDrawingIndex = QTextFormat::UserProperty + 2;
constexpr double kCell = 3; // points
constexpr double kTable = 7.5;

// Draws a figure in the text, as vectors.
class DrawingPainter final : public QObject, public QTextObjectInterface
{
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    DrawingPainter(const std::vector<std::unique_ptr<QSvgRenderer>>& drawings, double width)
        : m_drawings(drawings)
        , m_width(width)
    {
    }

    QSizeF intrinsicSize(QTextDocument* /*document*/, int /*position*/,
                         const QTextFormat& format) override
    {
        const QSizeF size = drawing(format).defaultSize();
        return {m_width, size.isEmpty() ? 0 : m_width * size.height() / size.width()};
    }

    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument* /*document*/,
                    int /*position*/, const QTextFormat& format) override
    {
        drawing(format).render(painter, rect);
    }

private:
    QSvgRenderer& drawing(const QTextFormat& format) const
    {
        return *m_drawings[static_cast<std::size_t>(format.intProperty(kDrawingIndex))];
    }

    const std::vector<std::unique_ptr<QSvgRenderer>>& m_drawings;
    const double m_width;
};

// A line break is a line of the same paragraph.
QString shown(const std::string& text)
{
    return QString::fromStdString(text).replace(u'\n', QChar::LineSeparator);
}

} // namespace

ReportPages::ReportPages(const report::Document& report, const common::Theme& theme,
                         QPdfWriter& device, const QSizeF& page)
    : m_theme(theme)
    , m_cursor(&m_document)
    , m_page(page)
    , m_point(device.resolution() / 72.0)
    , m_painter(std::make_unique<DrawingPainter>(m_drawings, page.width() - px(2)))
{
    m_document.setUndoRedoEnabled(false);
    m_document.documentLayout()->setPaintDevice(&device);
    m_document.documentLayout()->registerHandler(kDrawing, m_painter.get());
    m_document.setDocumentMargin(0);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_document.setDefaultTextOption(option);
    QFont font = theme.font(common::TextSize::Body);
    font.setPointSizeF(9);
    // Shaped, the font takes other glyphs for signs beside figures and capitals, which a PDF holds
    // without what they stand for: identifiers and times could not be found or copied.
    font.setStyleStrategy(QFont::PreferNoShaping);
    m_document.setDefaultFont(font);
    m_cursor.beginEditBlock();
    write(report.title, {.size = 20, .isBold = true, .after = 2});
    write(report.subject, {.size = 10, .isPale = true, .after = 8});
    for (const std::string& notice : report.notices)
        write(notice, {.isBold = true});
    for (const report::Section& section : report.sections) {
        write(section.title, {.size = 14, .isBold = true, .before = 14, .after = 4, .room = 90});
        for (const report::Block& block : section.blocks)
            std::visit(*this, block);
    }
    m_cursor.endEditBlock();
    m_document.setPageSize(page);
}

ReportPages::~ReportPages() = default;

// Qt's layout takes lengths of formats for those of a screen and makes those of the device of them.
double ReportPages::layoutPixels(double points)
{
    return points * QGuiApplication::primaryScreen()->logicalDotsPerInchY() / 72.0;
}

QTextCharFormat ReportPages::charFormat(const Style& style) const
{
    QTextCharFormat format;
    format.setFontPointSize(style.size);
    format.setFontWeight(style.isBold ? QFont::DemiBold : QFont::Normal);
    format.setForeground(
        m_theme.color(style.isPale ? ColorRole::TextSecondary : ColorRole::TextPrimary));
    return format;
}

QTextFrameFormat ReportPages::boxFormat() const
{
    QTextFrameFormat format;
    format.setBorder(layoutPixels(0.5));
    format.setBorderBrush(m_theme.color(ColorRole::Line));
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setPadding(layoutPixels(5));
    format.setMargin(0);
    return format;
}

void ReportPages::beginBlock(const Style& style)
{
    QTextBlockFormat format;
    format.setTopMargin(layoutPixels(style.before));
    format.setBottomMargin(layoutPixels(style.after));
    if (style.room > 0)
        format.setProperty(kRoomProperty, style.room);
    if (m_isFresh)
        m_cursor.setBlockFormat(format);
    else
        m_cursor.insertBlock(format);
    m_cursor.setBlockCharFormat(charFormat(style));
    m_isFresh = false;
}

void ReportPages::write(const std::string& text, const Style& style)
{
    beginBlock(style);
    m_cursor.insertText(shown(text), charFormat(style));
}

void ReportPages::operator()(const report::Paragraph& paragraph)
{
    write(paragraph.text, {.size = paragraph.isNote ? 8.0 : 9.0, .isPale = paragraph.isNote});
}

void ReportPages::operator()(const report::Heading& heading)
{
    write(heading.text, {.size = 11, .isBold = true, .before = 8, .after = 3, .room = 80});
}

void ReportPages::operator()(const report::List& list)
{
    for (const std::string& item : list.items) {
        beginBlock({.after = 2});
        QTextBlockFormat format;
        format.setLeftMargin(layoutPixels(12));
        format.setTextIndent(layoutPixels(-9));
        m_cursor.mergeBlockFormat(format);
        m_cursor.insertText(QString::fromUtf8("•  ") + shown(item), charFormat({}));
    }
}

void ReportPages::operator()(const report::Table& table)
{
    if (!table.caption.empty())
        write(table.caption, {.isBold = true, .before = 4, .after = 3, .room = 70});
    int weights = 0;
    for (const report::Column& column : table.columns)
        weights += column.weight;
    QList<QTextLength> widths;
    for (const report::Column& column : table.columns)
        widths << QTextLength(QTextLength::PercentageLength, 100.0 * column.weight / weights);
    QTextTableFormat format;
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setColumnWidthConstraints(widths);
    format.setHeaderRowCount(1);
    format.setCellSpacing(0);
    format.setCellPadding(layoutPixels(kCell));
    format.setBorderCollapse(true);
    format.setBorder(layoutPixels(0.4));
    format.setBorderBrush(m_theme.color(ColorRole::Line));
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBottomMargin(layoutPixels(6));
    QTextTable* cells = m_cursor.insertTable(static_cast<int>(table.rows.size()) + 1,
                                             static_cast<int>(table.columns.size()), format);
    for (int column = 0; column < cells->columns(); ++column) {
        const report::Column& head = table.columns[static_cast<std::size_t>(column)];
        const QFlags<Qt::AlignmentFlag> side = head.isNumber ? Qt::AlignRight : Qt::AlignLeft;
        QTextBlockFormat alignment;
        alignment.setAlignment(side);
        for (int row = 0; row < cells->rows(); ++row) {
            QTextTableCell cell = cells->cellAt(row, column);
            const bool isHead = row == 0 || (column == 0 && table.hasRowHeads);
            if (row == 0) {
                QTextCharFormat shade = cell.format();
                shade.setBackground(m_theme.color(ColorRole::Surface2));
                cell.setFormat(shade);
            }
            const std::string& text = row == 0
                ? head.title
                : table.rows[static_cast<std::size_t>(row) - 1][static_cast<std::size_t>(column)];
            QTextCursor inside = cell.firstCursorPosition();
            inside.setBlockFormat(alignment);
            inside.insertText(shown(text), charFormat({.size = kTable, .isBold = isHead}));
        }
    }
    m_cursor.movePosition(QTextCursor::End);
    m_isFresh = true;
}

void ReportPages::operator()(const report::Code& code)
{
    write(code.label, {.isBold = true, .before = 3, .after = 2, .room = 60});
    m_cursor.insertFrame(boxFormat());
    QTextCharFormat format = charFormat({.size = 7.5});
    format.setFontFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    m_cursor.insertText(shown(code.text), format);
    m_cursor.movePosition(QTextCursor::End);
    m_isFresh = true;
}

void ReportPages::operator()(const report::Figure& figure)
{
    auto drawing = std::make_unique<QSvgRenderer>(QByteArray::fromStdString(figure.svg));
    const bool isDrawn = drawing->isValid();
    const double height =
        isDrawn ? m_page.width() * figure.height / std::max(1, figure.width) / m_point : 0;
    if (isDrawn) {
        // The drawing is headed by what it shows: said again below, not twice above.
        QTextCharFormat format;
        format.setObjectType(kDrawing);
        format.setProperty(kDrawingIndex, static_cast<int>(m_drawings.size()));
        m_drawings.push_back(std::move(drawing));
        beginBlock({.before = 6, .after = 2, .room = height + 40});
        m_cursor.insertText(QString(QChar::ObjectReplacementCharacter), format);
    } else {
        write("The drawing could not be read.", {.size = 8, .isPale = true});
    }
    write(figure.caption + ". " + figure.description, {.size = 8, .isPale = true, .after = 6});
}

void ReportPages::operator()(const report::Blank& blank)
{
    constexpr double kHeight = 80;
    write(blank.label, {.isBold = true, .before = 4, .after = 2, .room = kHeight + 40});
    QTextFrameFormat format = boxFormat();
    format.setHeight(layoutPixels(kHeight));
    m_cursor.insertFrame(format);
    m_cursor.movePosition(QTextCursor::End);
    m_isFresh = true;
}

#include "reportpages.moc"
