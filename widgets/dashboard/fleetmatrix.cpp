// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/fleetmatrix.h"

#include "models/items/servicehealthmodel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/checksummary.h"
#include "widgets/dashboard/fleetdelegate.h"
#include "widgets/dashboard/orderhold.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace dashboard {

namespace {

constexpr int kRow = 52;
constexpr int kCompactRow = 32;
constexpr int kCompactColumn = 32;
constexpr int kNarrowRow = 62;
constexpr int kDenseRow = 22;
constexpr int kDenseColumn = 62; // glyph and share
constexpr int kServiceColumn = 190;
constexpr int kSmallestService = 120;
constexpr int kSmallestColumn = 88; // glyph and value, n below them
constexpr int kTightColumn = 48; // the same in small; beyond it there is a scroll bar
constexpr int kServiceMargin = 20;
constexpr int kWantedColumn = 150; // with the trend
constexpr int kHeadMargin = 16;
constexpr int kFullMargin = 22; // of a head of the full matrix, as the style draws it
constexpr int kShortMargin = 6;
constexpr int kNarrowHead = 8; // as its cells
constexpr int kTightHead = 3;
constexpr int kShortColumn = 50; // for the beginning of a name
constexpr int kLeastBeside = 104; // of the services, beside beginnings
constexpr int kMostCompact = 3; // checks that a dock is kept wide enough for
constexpr int kSmallestSummary = 104;
constexpr int kMatrixHeader = 32;

QString safeName(const QAbstractItemModel* model, int column)
{
    const QString name = model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    return common::safeLine(name.toStdString(), kCheckNameLength);
}

QString safeShortName(const QAbstractItemModel* model, int column)
{
    const QString name =
        model->headerData(column, Qt::Horizontal, items::ServiceHealthModel::ShortTitleRole)
            .toString();
    return common::safeLine(name.toStdString(), kCheckNameLength);
}

// Names of checks come from outside: they are made safe to show. In a narrow dock the header has as
// much of them as fits, and the tooltip the whole name.
class MatrixHeader final : public QHeaderView
{
public:
    MatrixHeader(bool isShort, QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_isShort(isShort)
    {
    }

    // Of a full matrix: as much of each name as fits.
    void setNarrow(bool isNarrow)
    {
        if (std::exchange(m_isNarrow, isNarrow) != isNarrow)
            viewport()->update();
    }

    // All checks in one column.
    void setSummary(bool isSummary)
    {
        if (std::exchange(m_isSummary, isSummary) != isSummary)
            viewport()->update();
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        option->text = safeName(model(), section);
        // A name that is cut may not look like a whole one: "Check 1" is not "Check 10".
        if (m_isNarrow && section > 0) {
            option->text.clear(); // painted without the margins of a head
            return;
        }
        if (!m_isShort && section > 0
            && fontMetrics().horizontalAdvance(option->text) + kFullMargin > sectionSize(section))
            option->text = fontMetrics().elidedText(
                sectionSize(section) < kSmallestColumn ? option->text
                                                       : safeShortName(model(), section),
                Qt::ElideMiddle, sectionSize(section) - kFullMargin);
        if (m_isSummary && section > 0) {
            option->text = FleetMatrix::tr("Worst check");
            option->textAlignment = Qt::AlignLeft | Qt::AlignVCenter;
        } else if (m_isShort && section > 0 && !fits(section))
            option->text.clear(); // its beginning is painted without the margins of a head
        else if (m_isShort)
            option->textAlignment = Qt::AlignLeft | Qt::AlignVCenter;
    }

    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->save();
        QHeaderView::paintSection(painter, rect, section);
        painter->restore();
        if (section == 0 || m_isSummary || (!m_isNarrow && (!m_isShort || fits(section))))
            return;
        painter->save();
        painter->setFont(font());
        painter->setPen(palette().color(QPalette::WindowText));
        const int left = rect.width() < kDenseColumn ? kTightHead : kNarrowHead;
        if (m_isNarrow)
            painter->drawText(rect.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                              inTwoLines(section, rect.width() - left - 2));
        else
            painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine,
                              shortened(section, rect.width() - kShortMargin));
        painter->restore();
    }

    bool viewportEvent(QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QHeaderView::viewportEvent(event);
        const auto* help = static_cast<QHelpEvent*>(event);
        const int section = logicalIndexAt(help->pos());
        const QVariant meaning = model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole);
        QToolTip::showText(
            help->globalPos(),
            common::plainToolTip(safeName(model(), section)
                                 + (meaning.isValid() ? u'\n' + meaning.toString() : QString())),
            viewport());
        return true;
    }

private:
    bool fits(int section) const
    {
        return fontMetrics().horizontalAdvance(safeName(model(), section)) + kHeadMargin
            <= sectionSize(section);
    }

    // "Contra-diction": the whole name where two lines have room for it, divided between its words
    // or before how it ends; else its beginning.
    QString inTwoLines(int section, int room) const
    {
        static constexpr std::array kEndings{"diction", "ation", "ness",   "tion",
                                             "ency",    "ing",   "edness", "uage"};
        const QString name = safeName(model(), section);
        const auto fits = [&](const QString& text) {
            return fontMetrics().horizontalAdvance(text) <= room;
        };
        if (fits(name) || 2 * fontMetrics().height() > height())
            return fits(name) ? name : shortened(section, room);
        const qsizetype space = name.indexOf(u' ');
        if (space > 0 && fits(name.left(space)) && fits(name.mid(space + 1)))
            return name.left(space) + u'\n' + name.mid(space + 1);
        for (const char* ending : kEndings) {
            const qsizetype at = name.size() - static_cast<qsizetype>(std::strlen(ending));
            if (at > 2 && name.endsWith(QLatin1String(ending)) && fits(name.left(at) + u'-'))
                return name.left(at) + u"-\n"_s + name.mid(at);
        }
        return shortened(section, room);
    }

    // "Ground.": as much of the name as there is room for; "Cnt." and "Cns." where two begin alike.
    QString shortened(int section, int room) const
    {
        const QString name = safeShortName(model(), section);
        const QString text = cut(name, room);
        for (int other = 1; other < count(); ++other) {
            if (other != section && text != name
                && cut(safeShortName(model(), other), room) == text)
                return cut(withoutVowels(name), room);
        }
        return text;
    }

    // Initials where there is little room.
    QString cut(const QString& name, int room) const
    {
        constexpr qsizetype kFewest = 3;
        if (fontMetrics().horizontalAdvance(name) <= room)
            return name;
        for (qsizetype length = name.size() - 1; length >= kFewest; --length) {
            const QString text = name.left(length) + u'.';
            if (fontMetrics().horizontalAdvance(text) <= room)
                return text;
        }
        const QString rest = name.section(u' ', 1, 1); // "J Grounded"
        return name.left(1) + rest.left(1);
    }

    static QString withoutVowels(const QString& name)
    {
        QString rest;
        for (const QChar letter : name) {
            if (rest.isEmpty() || !u"aeiou"_s.contains(letter))
                rest += letter;
        }
        return rest;
    }

    const bool m_isShort;
    bool m_isNarrow = false;
    bool m_isSummary = false;
};

} // namespace

FleetMatrix::FleetMatrix(items::ServiceHealthModel& model, const common::Theme& theme, Size size,
                         QWidget* parent)
    : QTableView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_size(size)
    , m_delegate(new FleetDelegate(theme, size == Size::Compact, this))
{
    setHorizontalHeader(new MatrixHeader(size == Size::Compact, this));
    setModel(&model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setMouseTracking(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setDefaultAlignment(
        size == Size::Compact ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(kCompactColumn);
    setAccessibleName(tr("Fleet"));
    new OrderHold(model, *this);

    const auto restyle = [this, &theme] {
        horizontalHeader()->setFont(theme.font(common::TextSize::Small));
        horizontalHeader()->setFixedHeight(theme.scaled(kMatrixHeader));
        fitRows();
        arrangeColumns();
        emit rowHeightChanged();
    };
    restyle();
    connect(&theme, &common::Theme::changed, this, restyle);
    connect(&model, &QAbstractItemModel::columnsInserted, this, &FleetMatrix::arrangeColumns);
    connect(&model, &QAbstractItemModel::columnsRemoved, this, &FleetMatrix::arrangeColumns);
    connect(&model, &QAbstractItemModel::columnsMoved, this, &FleetMatrix::arrangeColumns);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &FleetMatrix::showChosen);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &FleetMatrix::arrangeColumns);
    arrangeColumns();
    if (size != Size::Compact)
        return;
    m_empty = new common::EmptyState(theme, this);
    connect(&model, &items::ServiceHealthModel::firstRead, this, &FleetMatrix::tellEmpty);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &FleetMatrix::tellEmpty);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &FleetMatrix::tellEmpty);
    connect(&model, &QAbstractItemModel::modelReset, this, &FleetMatrix::tellEmpty);
    tellEmpty();
}

// Over heads and rows, of which there are none.
void FleetMatrix::tellEmpty()
{
    if (m_empty == nullptr)
        return;
    const bool isEmpty = m_model.rowCount() == 0;
    m_empty->setContent(
        u"health"_s, m_model.isRead() ? tr("No service yet") : tr("Not read yet"),
        m_model.isRead() ? tr("Each service that sends telemetry gets a row here, the worst first.")
                         : tr("Each service gets a row as soon as it is known."));
    m_empty->setGeometry(contentsRect());
    m_empty->setVisible(isEmpty);
    horizontalHeader()->setVisible(!isEmpty);
}

void FleetMatrix::setService(const QString& service)
{
    m_service = service;
    showChosen();
}

void FleetMatrix::setDense(bool isDense)
{
    if (std::exchange(m_isDense, isDense) == isDense)
        return;
    m_delegate->setDense(isDense);
    fitRows();
    arrangeColumns();
}

int FleetMatrix::setFilter(const QString& text)
{
    int shown = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const bool isShown = m_model.service(row).contains(text, Qt::CaseInsensitive);
        if (isRowHidden(row) == isShown)
            setRowHidden(row, !isShown);
        shown += isShown ? 1 : 0;
    }
    return shown;
}

QString FleetMatrix::headerText(int column) const
{
    return safeName(&m_model, column);
}

void FleetMatrix::showChosen()
{
    const int row = m_service.isEmpty() ? -1 : m_model.rowOf(m_service.toStdString());
    if (row < 0)
        clearSelection();
    else if (!selectionModel()->isRowSelected(row))
        selectRow(row);
}

void FleetMatrix::choose(int row)
{
    const QString service = row < 0 ? QString() : m_model.service(row);
    m_service = service == m_service ? QString() : service;
    showChosen();
    emit serviceChosen(m_service);
}

void FleetMatrix::mouseReleaseEvent(QMouseEvent* event)
{
    QTableView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton)
        choose(rowAt(event->position().toPoint().y()));
}

void FleetMatrix::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        && currentIndex().isValid()) {
        choose(currentIndex().row());
        return;
    }
    if (event->key() == Qt::Key_Escape && !m_service.isEmpty()) {
        choose(-1);
        return;
    }
    QTableView::keyPressEvent(event);
}

void FleetMatrix::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    arrangeColumns();
    tellEmpty();
}

void FleetMatrix::arrangeColumns()
{
    const int checks = m_model.columnCount() - 1;
    const int room = viewport()->width();
    if (m_size == Size::Compact)
        return arrangeCompact();
    // A service gives way before a check loses its trend, but for its name; then the checks do, and
    // where names and checks have no room beside each other, cells stand on end.
    const int wanted = m_isDense ? kDenseColumn : kWantedColumn;
    const int named = std::clamp(widestName(), kSmallestService, kServiceColumn);
    const int least = m_isDense ? kDenseColumn : kSmallestColumn;
    const bool isTight = named + checks * least > room;
    setNarrow(isTight && !m_isDense);
    const int tightest =
        m_isNarrow ? std::max(kTightColumn, FleetDelegate::narrowWidth(m_theme)) : kTightColumn;
    // By what the checks then take: else the last of them lies over the edge.
    const int wide = std::max(m_isNarrow ? kDenseColumn : kTightColumn, tightest);
    const int service = isTight ? std::clamp(room - checks * wide, kSmallestService, named)
                                : std::clamp(room - checks * wanted, named, kServiceColumn);
    setColumnWidth(0, service);
    if (checks == 0)
        return;
    const int width = std::max(isTight ? tightest : least, (room - service) / checks);
    for (int i = 1; i <= checks; ++i)
        setColumnWidth(i, width);
}

void FleetMatrix::setNarrow(bool isNarrow)
{
    if (std::exchange(m_isNarrow, isNarrow) == isNarrow)
        return;
    m_delegate->setNarrow(isNarrow);
    static_cast<MatrixHeader*>(horizontalHeader())->setNarrow(isNarrow);
    fitRows();
    emit rowHeightChanged();
}

void FleetMatrix::fitRows()
{
    const int row = m_size == Size::Compact ? kCompactRow
        : m_isDense                         ? kDenseRow
        : m_isNarrow                        ? kNarrowRow
                                            : kRow;
    verticalHeader()->setMinimumSectionSize(m_theme.row(kDenseRow));
    // Three lines stay three lines, however dense the rest is.
    verticalHeader()->setDefaultSectionSize(
        row == kNarrowRow ? std::max(m_theme.row(row), m_theme.scaled(row - common::kSpace1))
                          : m_theme.row(row));
}

int FleetMatrix::widestName() const
{
    const QFontMetrics metrics(m_theme.font(common::TextSize::Body, !m_isDense));
    int widest = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        widest = std::max(widest,
                          metrics.horizontalAdvance(common::safeLine(
                              m_model.service(row).toStdString(), kCheckNameLength)));
    return widest + kServiceMargin;
}

// The whole name of each check, its beginning, or one letter: what leaves room for the services.
// Where not even that fits, one column tells the worst: nothing bad is out of sight.
void FleetMatrix::arrangeCompact()
{
    const int checks = m_model.columnCount() - 1;
    const QFontMetrics metrics = horizontalHeader()->fontMetrics();
    int whole = 0;
    for (int i = 1; i <= checks; ++i)
        whole += metrics.horizontalAdvance(headerText(i)) + kHeadMargin;
    const int room = viewport()->width();
    const bool hasNames = whole + kSmallestService <= room;
    const int width = checks * kShortColumn + kLeastBeside <= room ? kShortColumn : kCompactColumn;
    setSummary(checks > 1 && checks * kCompactColumn + kLeastBeside > room);
    const int summary = std::max(kSmallestSummary, room / 2);
    for (int i = 1; i <= checks; ++i)
        setColumnWidth(i,
                       m_isSummary    ? summary
                           : hasNames ? metrics.horizontalAdvance(headerText(i)) + kHeadMargin
                                      : width);
    const int taken = m_isSummary ? summary : hasNames ? whole : checks * width;
    setColumnWidth(0, std::max(80, room - taken));
    // No state may be squeezed out of sight.
    setMinimumWidth(kSmallestService
                    + std::max(kSmallestSummary, std::min(checks, kMostCompact) * kCompactColumn));
}

void FleetMatrix::setSummary(bool isSummary)
{
    m_isSummary = isSummary;
    m_delegate->setSummary(isSummary);
    static_cast<MatrixHeader*>(horizontalHeader())->setSummary(isSummary);
    // Columns are removed and come in between: the one that tells the worst may be one that was
    // hidden as another's neighbour.
    for (int column = 1; column < m_model.columnCount(); ++column)
        setColumnHidden(column, isSummary && column > 1);
}

bool FleetMatrix::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QTableView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    QString text = index.data(Qt::ToolTipRole).toString();
    if (m_isSummary && index.column() > 0) {
        QStringList checks;
        for (int column = 1; column < m_model.columnCount(); ++column)
            checks << index.siblingAtColumn(column).data(Qt::ToolTipRole).toString();
        checks.removeAll(QString());
        const QString others = checkSummary(m_model, index.row()).othersText;
        if (!others.isEmpty())
            checks.prepend(others);
        text = checks.join(u"\n\n"_s);
    }
    QToolTip::showText(help->globalPos(),
                       common::plainToolTip(common::safeText(text.toStdString()).text), viewport());
    return true;
}

} // namespace dashboard
