// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/runbookstart.h"

#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace runbookview {

RunbookStart::RunbookStart(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(tr("Choose a runbook"), this))
    , m_choice(new QComboBox(this))
    , m_applies(new QLabel(this))
    , m_start(new QPushButton(tr("Start"), this))
{
    m_choice->setAccessibleName(tr("Runbook"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(20);
    m_applies->setTextFormat(Qt::PlainText);
    m_applies->setWordWrap(true);
    m_applies->setForegroundRole(QPalette::PlaceholderText);
    m_start->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace3, common::kSpace3, common::kSpace3);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_title);
    layout->addWidget(m_choice);
    layout->addWidget(m_applies);
    layout->addWidget(m_start);
    layout->addStretch(1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &RunbookStart::showChosen);
    connect(m_start, &QPushButton::clicked, this, &RunbookStart::start);
    connect(&theme, &common::Theme::changed, this, &RunbookStart::restyle);
    restyle();
    showChosen();
}

void RunbookStart::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_applies->setFont(m_theme.font(common::TextSize::Body));
}

void RunbookStart::setRunbooks(std::vector<runbook::Runbook> runbooks)
{
    m_runbooks = std::move(runbooks);
    const QSignalBlocker blocker(m_choice);
    m_choice->clear();
    for (const auto& runbook : m_runbooks)
        m_choice->addItem(common::safeLine(runbook.title, 120));
    showChosen();
}

void RunbookStart::propose(const std::string& runbook,
                           const std::map<std::string, std::string>& parameters)
{
    m_known = parameters;
    const auto found = std::find_if(m_runbooks.begin(), m_runbooks.end(),
                                    [&runbook](const auto& known) { return known.id == runbook; });
    if (found == m_runbooks.end())
        return;
    m_choice->setCurrentIndex(static_cast<int>(found - m_runbooks.begin()));
    for (const auto& [name, value] : m_known) {
        const auto field = m_fields.find(name);
        if (field != m_fields.end() && field->second->text().isEmpty())
            field->second->setText(QString::fromStdString(value));
    }
}

void RunbookStart::showChosen()
{
    delete m_form;
    m_form = new QWidget(this);
    m_fields.clear();
    auto* fields = new QVBoxLayout(m_form);
    fields->setContentsMargins(0, common::kSpace2, 0, common::kSpace2);
    fields->setSpacing(common::kSpace1);
    const int chosen = m_choice->currentIndex();
    m_choice->setEnabled(!m_runbooks.empty());
    if (chosen < 0) {
        m_applies->setText(tr("There is no runbook. Put Markdown files into the runbook folder."));
    } else {
        const runbook::Runbook& runbook = m_runbooks[static_cast<std::size_t>(chosen)];
        m_applies->setText(common::safeLine(runbook.applies, 600));
        for (const auto& [name, meaning] : runbook.parameters) {
            auto* label = new QLabel(m_form);
            label->setTextFormat(Qt::PlainText);
            label->setWordWrap(true);
            label->setText(common::safeLine(meaning.empty() ? name : name + ": " + meaning, 200));
            auto* field = new QLineEdit(m_form);
            field->setAccessibleName(label->text());
            const auto known = m_known.find(name);
            if (known != m_known.end())
                field->setText(QString::fromStdString(known->second));
            label->setBuddy(field);
            fields->addWidget(label);
            fields->addWidget(field);
            m_fields[name] = field;
            connect(field, &QLineEdit::textChanged, this, &RunbookStart::updateStart);
            connect(field, &QLineEdit::returnPressed, this, &RunbookStart::start);
        }
    }
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(3, m_form);
    updateStart();
}

void RunbookStart::updateStart()
{
    const bool isComplete = std::all_of(m_fields.begin(), m_fields.end(), [](const auto& field) {
        return !field.second->text().trimmed().isEmpty();
    });
    m_start->setEnabled(m_choice->currentIndex() >= 0 && isComplete);
    m_start->setToolTip(isComplete ? QString() : tr("Fill in what the steps need to know."));
}

void RunbookStart::start()
{
    if (!m_start->isEnabled())
        return;
    std::map<std::string, std::string> parameters;
    for (const auto& [name, field] : m_fields)
        parameters[name] = field->text().trimmed().toStdString();
    emit startRequested(m_runbooks[static_cast<std::size_t>(m_choice->currentIndex())], parameters);
}

} // namespace runbookview
