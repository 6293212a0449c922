// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/settings/settingspanel.h"

#include "widgets/common/emptystate.h"
#include "widgets/common/searchline.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace settingsview {

namespace {

constexpr int kSectionsWidth = 200;
constexpr int kWidestPage = 900;

QPushButton* panelButton(const QString& text, const QString& name, QWidget* parent)
{
    auto* one = new QPushButton(text, parent);
    one->setObjectName(name);
    one->setAutoDefault(false);
    return one;
}

} // namespace

SettingsPanel::SettingsPanel(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_search(new common::SearchLine(common::SearchLine::Escape::ClearsFirst, this))
    , m_undo(panelButton({}, u"undo"_s, this))
    , m_list(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_area(new QScrollArea(m_stack))
    , m_page(new QWidget(m_area))
    , m_nothing(new common::EmptyState(theme, m_stack))
{
    QWidget* top = makeTop();
    m_list->setObjectName(u"sections"_s);
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_page->setMaximumWidth(kWidestPage);
    auto* rows = new QVBoxLayout(m_page);
    rows->setContentsMargins(common::kSpace4, common::kSpace2, common::kSpace4, common::kSpace4);
    rows->setSpacing(0);
    rows->addStretch(1); // stays the last
    makeRows();
    m_area->setWidget(m_page);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(m_area);
    m_stack->addWidget(m_nothing);
    m_nothing->setContent(u"search"_s, tr("No setting is like that"),
                          tr("The search looks at titles, sentences, keys and values."),
                          tr("Show All Settings"));
    connect(m_nothing, &common::EmptyState::actionTriggered, m_search, &QLineEdit::clear);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_list);
    columns->addWidget(m_stack, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(top);
    layout->addLayout(columns, 1);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPanel::arrange);
    connect(m_search, &common::SearchLine::left, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_search->clear(); // a section was chosen: all of it
        arrange();
    });
    connect(m_list, &QListWidget::itemClicked, m_search, &QLineEdit::clear);
    connect(&theme, &common::Theme::changed, this, &SettingsPanel::restyle);
    setUndo({});
    restyle();
    m_list->setCurrentRow(0);
}

QWidget* SettingsPanel::makeTop()
{
    auto* top = new QWidget(this);
    auto* line = new QHBoxLayout(top);
    line->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace2);
    line->setSpacing(common::kSpace2);
    m_search->setObjectName(u"search"_s);
    m_search->setPlaceholderText(tr("Search all settings"));
    m_search->setAccessibleName(tr("Search all settings"));
    m_search->setClearButtonEnabled(true);
    line->addWidget(m_search, 1);
    line->addWidget(m_undo);
    auto* take = panelButton(tr("&Import…"), u"import"_s, top);
    auto* give = panelButton(tr("&Export…"), u"export"_s, top);
    line->addWidget(take);
    line->addWidget(give);
    setTabOrder(m_undo, take); // as they stand; then the sections
    setTabOrder(take, give);
    setTabOrder(give, m_list);
    connect(m_undo, &QPushButton::clicked, this, &SettingsPanel::undoRequested);
    connect(take, &QPushButton::clicked, this, &SettingsPanel::importRequested);
    connect(give, &QPushButton::clicked, this, &SettingsPanel::exportRequested);
    return top;
}

void SettingsPanel::makeRows()
{
    for (const config::Setting& setting : config::schema()) {
        Section& its = section(config::sectionOf(setting));
        auto* one = new SettingRow(setting, m_theme, m_page);
        append(one);
        its.rows.push_back(one);
        const QString key = setting.name();
        connect(one, &SettingRow::changeRequested, this,
                [this, key](const QString& value) { emit changeRequested(key, value); });
        connect(one, &SettingRow::resetRequested, this, [this, key] { emit resetRequested(key); });
    }
}

void SettingsPanel::append(QWidget* part)
{
    auto* rows = static_cast<QVBoxLayout*>(m_page->layout());
    rows->insertWidget(rows->count() - 1, part);
}

SettingsPanel::Section& SettingsPanel::section(const QString& name)
{
    const auto found =
        std::ranges::find_if(m_sections, [&name](const Section& one) { return one.name == name; });
    if (found != m_sections.end())
        return *found;
    auto* heading = new QLabel(name, m_page);
    heading->setTextFormat(Qt::PlainText);
    append(heading);
    const QSignalBlocker blocker(m_list);
    m_list->addItem(name);
    m_sections.push_back(
        {.name = name, .heading = heading, .rows = {}, .part = nullptr, .words = {}});
    return m_sections.back();
}

void SettingsPanel::addPart(const QString& name, QWidget* part, const QString& words)
{
    Section& its = section(name);
    part->setParent(m_page);
    its.part = part;
    its.words = words;
    auto* rows = static_cast<QVBoxLayout*>(m_page->layout());
    QWidget* last = its.rows.empty() ? static_cast<QWidget*>(its.heading) : its.rows.back();
    rows->insertWidget(rows->indexOf(last) + 1, part);
    restyle();
    arrange();
}

SettingRow* SettingsPanel::row(const QString& key) const
{
    for (const Section& its : m_sections) {
        for (SettingRow* one : its.rows) {
            if (one->setting().name() == key)
                return one;
        }
    }
    return nullptr;
}

void SettingsPanel::setState(const QString& key, const SettingState& state)
{
    if (SettingRow* its = row(key))
        its->setState(state);
}

void SettingsPanel::setUndo(const QString& what)
{
    if (what.isEmpty() && window()->focusWidget() == m_undo)
        m_search->setFocus(Qt::OtherFocusReason); // Qt would hand it to what imports
    m_undo->setEnabled(!what.isEmpty());
    m_undo->setText(tr("Undo Last Change"));
    m_undo->setAccessibleDescription(what);
    m_undo->setToolTip(what.isEmpty() ? QString() : tr("Takes back: %1").arg(what));
}

void SettingsPanel::showSection(const QString& name)
{
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->text() == name)
            m_list->setCurrentRow(i);
    }
}

void SettingsPanel::arrange()
{
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    bool isAny = false;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const Section& its = m_sections[i];
        const bool isChosen = static_cast<int>(i) == m_list->currentRow();
        bool isShown = false;
        for (SettingRow* one : its.rows) {
            const bool isHit = words.isEmpty() ? isChosen : one->matches(words);
            one->setVisible(isHit);
            isShown = isShown || isHit;
        }
        if (its.part != nullptr) {
            const QString text = its.name + u' ' + its.words;
            const bool isHit = words.isEmpty()
                ? isChosen
                : std::ranges::all_of(words, [&text](const QString& word) {
                      return text.contains(word, Qt::CaseInsensitive);
                  });
            its.part->setVisible(isHit);
            isShown = isShown || isHit;
        }
        its.heading->setVisible(isShown);
        isAny = isAny || isShown;
    }
    m_stack->setCurrentWidget(isAny ? static_cast<QWidget*>(m_area) : m_nothing);
    m_area->verticalScrollBar()->setValue(0);
}

void SettingsPanel::restyle()
{
    m_list->setFixedWidth(m_theme.scaled(kSectionsWidth));
    for (const Section& its : m_sections)
        its.heading->setFont(m_theme.font(common::TextSize::Title, true));
}

} // namespace settingsview
