// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/palette/commandpalette.h"

#include "models/items/globalsearch.h"
#include "widgets/common/formats.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/palette/palettedelegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontMetrics>
#include <QHideEvent>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QPalette>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace palette {

namespace {

constexpr int kWidest = 720;
constexpr int kHighest = 460;
constexpr int kFromTop = 40; // below the menus
constexpr int kBesideIt = 24; // of the window, at least

QLabel* quietLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

CommandPalette::CommandPalette(const common::Theme& theme, QWidget* window)
    : QFrame(window)
    , m_theme(theme)
    , m_line(new common::SearchLine(common::SearchLine::Escape::ClearsAndLeaves, this))
    , m_hint(quietLabel(this))
    , m_list(new QListView(this))
    , m_status(quietLabel(this))
{
    hide(); // whatever the window does
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Find anything"));
    m_line->setPlaceholderText(tr("Find an action, a service, a trace, a text…"));
    m_line->setAccessibleName(tr("Find anything"));
    m_line->setMaxLength(400);
    m_line->installEventFilter(this);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_model, theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the line keeps it
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_status->setObjectName(u"paletteStanding"_s);
    m_hint->setObjectName(u"paletteHint"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace2, common::kSpace2, common::kSpace2, common::kSpace2);
    layout->setSpacing(common::kSpace1);
    layout->addWidget(m_line);
    layout->addWidget(m_hint);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_status);

    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::type);
    connect(m_line, &common::SearchLine::left, this, &CommandPalette::dismiss);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CommandPalette::tell);
    connect(&theme, &common::Theme::changed, this, &CommandPalette::restyle);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (!isVisible() || now == nullptr || now == this || isAncestorOf(now))
            return;
        m_before.clear(); // somebody has chosen another place
        dismiss();
    });
    window->installEventFilter(this);
    restyle();
}

void CommandPalette::restyle()
{
    QPalette colors = m_theme.palette();
    colors.setColor(QPalette::Window, m_theme.color(common::ColorRole::Surface1));
    colors.setColor(QPalette::Base, m_theme.color(common::ColorRole::Surface1));
    setPalette(colors);
    m_line->setFont(m_theme.font(common::TextSize::Title));
    for (QLabel* label : {m_hint, m_status}) {
        label->setFont(m_theme.font(common::TextSize::Small));
        QPalette quiet = colors;
        quiet.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::TextSecondary));
        label->setPalette(quiet);
    }
    update();
}

// Else it would be taken for one on the window behind it.
void CommandPalette::mousePressEvent(QMouseEvent* event)
{
    event->accept();
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(common::ColorRole::Surface1));
    painter.setPen(m_theme.color(common::ColorRole::Line));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

// Of one size whatever is found: nothing moves under the pointer.
void CommandPalette::place()
{
    const QWidget& window = *parentWidget();
    const int width = std::clamp(window.width() - 2 * kBesideIt, 1, kWidest);
    const int height = std::clamp(window.height() - kFromTop - kBesideIt, 1, kHighest);
    setGeometry((window.width() - width) / 2, kFromTop, width, height);
}

void CommandPalette::open(std::vector<Entry> entries, const QStringList& recent)
{
    if (!isVisible()) {
        QWidget* before = QApplication::focusWidget();
        m_before = before != nullptr && before->window() == window() ? before : nullptr;
    }
    for (Entry& help : helpEntries())
        entries.push_back(std::move(help));
    m_standing.clear();
    m_model.setEntries(std::move(entries), recent);
    place();
    raise();
    show();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->clear();
    type({}); // also where it was empty
    qApp->installEventFilter(this);
}

void CommandPalette::dismiss()
{
    if (!isVisible())
        return;
    const QPointer<QWidget> before = std::exchange(m_before, nullptr);
    const bool hadFocus = m_line->hasFocus();
    if (hadFocus && before != nullptr && before->isVisible())
        before->setFocus(Qt::OtherFocusReason);
    else if (hadFocus)
        m_line->clearFocus();
    hide();
}

void CommandPalette::hideEvent(QHideEvent* event)
{
    if (!event->spontaneous()) { // else the window is only out of sight
        qApp->removeEventFilter(this);
        emit searchWanted({});
    }
    QFrame::hideEvent(event);
}

void CommandPalette::type(const QString& text)
{
    m_standing.clear();
    m_model.setTyped(text);
    setCurrent(0);
    const bool isSearched = m_model.scope() == Scope::All || m_model.scope() == Scope::Traces;
    emit searchWanted(isSearched ? m_model.text() : QString());
    tell();
}

void CommandPalette::setFound(std::vector<Entry> found, const QString& standing)
{
    if (!isVisible())
        return;
    m_standing = standing;
    m_model.setFound(std::move(found));
    if (currentRow() < 0)
        setCurrent(0);
    tell();
}

int CommandPalette::currentRow() const
{
    return m_list->currentIndex().row();
}

void CommandPalette::setCurrent(int row)
{
    const int last = m_model.rowCount() - 1;
    if (last < 0)
        return;
    const QModelIndex index = m_model.index(std::clamp(row, 0, last), 0);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

QString CommandPalette::standing() const
{
    return m_status->text();
}

// The focus stays in the line: whoever does not see the list hears there what is chosen in it.
void CommandPalette::tell()
{
    const int row = currentRow();
    const Entry* entry = row >= 0 && row < m_model.rowCount() ? &m_model.row(row).entry : nullptr;
    m_line->setAccessibleDescription(entry != nullptr ? accessibleText(*entry) : QString());
    const QString modes = tr("> actions    @ services    # traces and texts    ? help");
    const QString keys = tr("Enter opens    Ctrl+Enter copies its link    Esc closes");
    m_hint->setText(m_line->text().isEmpty() ? modes : keys);
    QStringList said;
    if (entry != nullptr && !entry->isEnabled)
        said << (entry->reason.isEmpty() ? tr("Not available now.")
                                         : tr("Not available: %1").arg(entry->reason));
    if (m_model.matching() > PaletteModel::kMostRows)
        said << tr("The first %1 of %2.")
                    .arg(common::countText(static_cast<qint64>(PaletteModel::kMostRows)),
                         common::countText(static_cast<qint64>(m_model.matching())));
    if (!m_standing.isEmpty())
        said << m_standing;
    else if (m_model.scope() == Scope::Traces && m_model.text().size() < items::kShortestSearch)
        said
            << tr("Type at least %1 characters of an id or of a text.").arg(items::kShortestSearch);
    else if (m_model.rowCount() == 0)
        said << tr("Nothing found.");
    const QString text = said.join(u' ');
    m_status->setText(
        QFontMetrics(m_status->font())
            .elidedText(text, Qt::ElideRight, std::max(width() - 2 * common::kSpace3, 1)));
    m_status->setAccessibleDescription(text);
}

void CommandPalette::choose(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const Entry entry = m_model.row(row).entry; // what it does may change the rows
    if (!entry.isEnabled || !entry.choose) {
        setCurrent(row);
        tell();
        return;
    }
    if (entry.scope == Scope::Help) // goes on in here
        return entry.choose();
    dismiss(); // first: what is done may be about what has the focus
    if (!entry.key.isEmpty())
        emit chosen(entry.key);
    entry.choose();
}

void CommandPalette::copyLink()
{
    const int row = currentRow();
    if (row < 0 || row >= m_model.rowCount())
        return;
    const QString link = m_model.row(row).entry.link;
    if (!link.isEmpty())
        emit linkWanted(link);
    m_status->setText(link.isEmpty() ? tr("There is no link to this.") : tr("The link is copied."));
}

bool CommandPalette::moveBy(int key)
{
    const int last = m_model.rowCount() - 1;
    const int height = std::max(m_list->sizeHintForRow(0), 1);
    const int page = std::max(m_list->viewport()->height() / height - 1, 1);
    const int row = currentRow();
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        setCurrent(row <= 0 ? last : row - 1);
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        setCurrent(row >= last ? 0 : row + 1);
        return true;
    case Qt::Key_PageUp:
        setCurrent(row - page);
        return true;
    case Qt::Key_PageDown:
        setCurrent(row + page);
        return true;
    case Qt::Key_Home:
        setCurrent(0);
        return true;
    case Qt::Key_End:
        setCurrent(last);
        return true;
    default:
        return false;
    }
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
        tell();
    }
    if (event->type() == QEvent::MouseButtonPress && isVisible()) {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (widget != nullptr && widget->window() == window() && widget != this
            && !isAncestorOf(widget))
            dismiss(); // and the press does what it does
    }
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto& key = static_cast<const QKeyEvent&>(*event);
    const Qt::KeyboardModifiers modifiers =
        key.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        if (modifiers == Qt::ControlModifier)
            copyLink();
        else if (modifiers == Qt::NoModifier)
            choose(currentRow());
        return true;
    }
    const bool isPlain = modifiers == Qt::NoModifier
        || (key.key() == Qt::Key_Backtab && modifiers == Qt::ShiftModifier);
    if (isPlain && moveBy(key.key()))
        return true;
    return QFrame::eventFilter(watched, event);
}

std::vector<Entry> CommandPalette::helpEntries()
{
    struct Sign
    {
        QString sign;
        QString title;
    };
    const std::array signs{
        Sign{u">"_s, tr("Actions of the menus, and keys")},
        Sign{u"@"_s, tr("Services, by name")},
        Sign{u"#"_s, tr("Traces by an id, answers and questions by a text in them")},
        Sign{{}, tr("Everything")},
    };
    std::vector<Entry> entries;
    for (const Sign& sign : signs)
        entries.push_back({.key = {},
                           .scope = Scope::Help,
                           .kind = sign.sign.isEmpty() ? tr("no sign") : sign.sign,
                           .title = sign.title,
                           .choose = [this, typed = sign.sign] { m_line->setText(typed); }});
    return entries;
}

} // namespace palette
