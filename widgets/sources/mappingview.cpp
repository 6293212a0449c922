// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/mappingview.h"

#include "models/items/formats.h"
#include "models/telemetry/filled.h"
#include "widgets/common/plaintext.h"
#include "widgets/sources/fittingtable.h"
#include "widgets/sources/twolinedelegate.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sources {

namespace {

constexpr int kRow = 22;
constexpr int kFewestRowsSeen = 3;
constexpr int kFewestShortRowsSeen = 2; // of one line, where several tables share the height
constexpr int kFewestLinesSeen = 2; // of sentences

// A field, and below it what filled it: side by side neither name has the room to be read.
class FieldDelegate final : public TwoLineDelegate
{
public:
    using TwoLineDelegate::TwoLineDelegate;

    QString secondLine(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        Q_UNUSED(option)
        return MappingView::tr("from %1").arg(index.siblingAtColumn(1).data().toString());
    }
};

QString titleOf(const store::SourceMapping& mapping)
{
    const QString name = mapping.service.empty() ? MappingView::tr("No service")
                                                 : common::safeLine(mapping.service, 80);
    QString title =
        MappingView::tr("%1 by %2 · %3, %4")
            .arg(name,
                 mapping.source.empty() ? MappingView::tr("other sources")
                                        : common::safeLine(mapping.source, 80),
                 items::countedText(mapping.records, MappingView::tr("1 span or log record read"),
                                    MappingView::tr("%1 spans and log records read")),
                 items::countedText(mapping.generations, MappingView::tr("1 model call"),
                                    MappingView::tr("%1 model calls")));
    if (mapping.generationLogs > 0)
        title += u", "_s
            + items::countedText(mapping.generationLogs,
                                 MappingView::tr("1 log record of a model call"),
                                 MappingView::tr("%1 log records of model calls"));
    if (mapping.instances.size() > 1)
        title += u" · "_s + MappingView::tr("%1 instances").arg(mapping.instances.size());
    return title;
}

// One line for each instance, with what came of it.
QString instancesOf(const store::SourceMapping& mapping)
{
    constexpr std::size_t most = 12;
    QStringList lines;
    for (const store::InstanceMapping& one : mapping.instances) {
        if (static_cast<std::size_t>(lines.size()) == most) {
            lines.append(MappingView::tr("and %1 more").arg(mapping.instances.size() - most));
            break;
        }
        lines.append(MappingView::tr("%1: %2, %3")
                         .arg(one.instance.empty() ? MappingView::tr("no instance told")
                                                   : common::safeLine(one.instance, 80),
                              items::countedText(one.records, MappingView::tr("1 record"),
                                                 MappingView::tr("%1 records")),
                              items::countedText(one.generations, MappingView::tr("1 model call"),
                                                 MappingView::tr("%1 model calls"))));
    }
    return lines.join(u'\n');
}

} // namespace

// Where there is too little room it scrolls, rather than lay one part over the other; whole, it
// asks for the room instead.
class PartsScroll final : public QScrollArea
{
public:
    PartsScroll(QWidget* parts, QWidget* parent)
        : QScrollArea(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setFocusPolicy(Qt::NoFocus); // its parts have the focus
        setWidget(parts);
    }
    void setWhole(bool isWhole)
    {
        m_isWhole = isWhole;
        updateGeometry();
    }
    QSize minimumSizeHint() const override
    {
        const bool isText = qobject_cast<const QLabel*>(widget()) != nullptr;
        const int width = isText // one word of it that is long does not widen the window
            ? QScrollArea::minimumSizeHint().width()
            : widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
        if (!m_isWhole)
            return {width, QScrollArea::minimumSizeHint().height()};
        const int wrapped = widget()->heightForWidth(viewport()->width());
        return {width, std::max(wrapped, widget()->minimumSizeHint().height())};
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QScrollArea::resizeEvent(event);
        if (m_isWhole && event->size().width() != event->oldSize().width())
            updateGeometry(); // wrapped text is the higher the narrower it is
    }
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (m_isWhole && watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }

private:
    bool m_isWhole = false;
};

MappingView::MappingView(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_fieldRows({tr("Field"), tr("Filled from"), tr("Share"), tr("Records"), tr("Dialect")}, 2)
    , m_unknownRows({tr("Attribute"), tr("Example"), tr("Records")}, 2)
    , m_conflictRows({tr("Field"), tr("Believed"), tr("Not believed"), tr("Records")}, 3)
    , m_title(new QLabel(this))
    , m_body(new QSplitter(Qt::Horizontal, this))
    , m_sentences(new QLabel(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace1);
    m_title->setWordWrap(true);
    auto* splitter = static_cast<QSplitter*>(m_body);
    splitter->setObjectName(u"mapping"_s); // the saved layout goes by it
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildFields());
    m_rest = new PartsScroll(buildRest(), splitter);
    splitter->addWidget(m_rest);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_body, 1);
    layout->addStretch(0);
    connect(&theme, &common::Theme::changed, this, &MappingView::restyle);
    restyle();
}

QLabel* MappingView::makeHeading(const QString& text)
{
    auto* heading = new QLabel(text, this);
    heading->setTextFormat(Qt::PlainText);
    heading->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace1);
    m_headings.push_back(heading);
    return heading;
}

FittingTable* MappingView::makeTable(items::TextRows& rows, const QString& name, int rowHeight)
{
    auto* table = new FittingTable(m_theme, rowHeight, this);
    table->setModel(&rows);
    table->setAccessibleName(name);
    table->setTextElideMode(Qt::ElideMiddle); // names differ at their ends
    const auto fit = [this, table, rowHeight] {
        const int rowsSeen = rowHeight == kRow ? kFewestShortRowsSeen : kFewestRowsSeen;
        table->setMinimumHeight(m_theme.scaled(kRow) + m_theme.row(rowHeight) * rowsSeen);
    };
    fit();
    connect(&m_theme, &common::Theme::changed, table, fit);
    return table;
}

QWidget* MappingView::buildFields()
{
    auto* side = new QWidget(this);
    m_fields = makeTable(m_fieldRows, tr("Fields and what filled them"), TwoLineDelegate::kRow);
    // Which field and from where is what one looks for; the tooltip of a row has all of it.
    m_fields->setItemDelegateForColumn(0, new FieldDelegate(m_theme, Qt::DisplayRole, m_fields));
    m_fields->setColumns({{.width = 172, .share = 1},
                          {.isHidden = true},
                          {.width = 58},
                          {.width = 64, .mayGo = true},
                          {.width = 84, .share = 1, .mayGo = true}});
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeading(tr("What was understood")));
    layout->addWidget(m_fields, 1);
    return side;
}

QWidget* MappingView::buildRest()
{
    auto* side = new QWidget(this);
    m_sentences->setTextFormat(Qt::PlainText);
    m_sentences->setWordWrap(true);
    m_sentences->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentences->setAccessibleName(tr("What the telemetry cannot tell"));
    m_sentences->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace2);
    m_sentences->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_text = new PartsScroll(m_sentences, side);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    connect(&m_theme, &common::Theme::changed, this, &MappingView::fitText);
    fitText();
    m_unknown = makeTable(m_unknownRows, tr("Attributes nobody knows"), kRow);
    m_unknown->setColumns({{.width = 80, .share = 3}, {.width = 50, .share = 2}, {.width = 66}});
    m_conflicts = makeTable(m_conflictRows, tr("Conflicts"), kRow);
    m_conflicts->setColumns({{.width = 70, .share = 1},
                             {.width = 50, .share = 2},
                             {.width = 50, .share = 2},
                             {.width = 66, .mayGo = true}});
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeading(tr("What the telemetry cannot tell")));
    layout->addWidget(m_text, 3);
    m_unknownHeading = makeHeading({});
    layout->addWidget(m_unknownHeading);
    layout->addWidget(m_unknown, 2);
    m_conflictHeading = makeHeading({});
    layout->addWidget(m_conflictHeading);
    layout->addWidget(m_conflicts, 1);
    return side;
}

void MappingView::setWhole(bool isWhole)
{
    m_isWhole = isWhole;
    m_text->setWhole(isWhole);
    m_rest->setWhole(isWhole);
    fitText();
}

void MappingView::fitText()
{
    // None: what it asks for by itself.
    m_text->setMinimumHeight(m_isWhole ? 0 : m_theme.scaled(kRow) * kFewestLinesSeen);
}

void MappingView::showLacks(const std::vector<store::Lack>& lacks)
{
    QString text;
    for (const store::Lack& lack : lacks) {
        const QString pattern = QCoreApplication::translate("store", lack.pattern);
        text += (text.isEmpty() ? u"– "_s : u"\n– "_s)
            + common::safeLine(telemetry::filled(pattern.toStdString(), lack.values));
    }
    m_sentences->setText(text.isEmpty() ? tr("Nothing is missing that the console would use.")
                                        : text);
}

void MappingView::setMapping(const store::SourceMapping* mapping, const QString& instead)
{
    m_body->setVisible(mapping != nullptr);
    if (mapping == nullptr) {
        m_title->setText(instead);
        m_title->setToolTip({});
        return;
    }
    m_title->setText(titleOf(*mapping));
    m_title->setToolTip(common::plainToolTip(instancesOf(*mapping)));
    m_fieldRows.setTexts(items::fieldRows(*mapping));
    std::vector<items::TextRow> unknown = items::unknownRows(*mapping);
    std::vector<items::TextRow> conflicts = items::conflictRows(*mapping);
    m_unknownHeading->setText(unknown.empty() ? tr("No attribute that nobody knows")
                                              : tr("Attributes nobody knows"));
    m_unknown->setVisible(!unknown.empty());
    m_conflictHeading->setText(conflicts.empty()
                                   ? tr("No conflicts")
                                   : tr("Conflicts: two attributes of one record disagree"));
    m_conflicts->setVisible(!conflicts.empty());
    m_unknownRows.setTexts(std::move(unknown));
    m_conflictRows.setTexts(std::move(conflicts));
    showLacks(mapping->cannotTell);
}

void MappingView::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title));
    for (QLabel* heading : m_headings) {
        heading->setFont(m_theme.font(common::TextSize::Small, true));
        heading->setForegroundRole(QPalette::PlaceholderText);
    }
}

} // namespace sources
