// SPDX-License-Identifier: GPL-3.0-or-later

// What stands beside the fields of a runbook's form: what the levers of its steps take, and what is
// known of each value.

#include "models/items/ownwords.h"
#include "models/runbook/levervalue.h"
#include "models/telemetry/inenglish.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/runbookstart.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr std::size_t kMostOffered = 12; // values of one lever

QString valueList(const runbook::LeverDescription& lever)
{
    QStringList values;
    for (std::size_t i = 0; i < std::min(kMostOffered, lever.values.size()); ++i)
        values << common::safeLine(lever.values[i], 60);
    if (lever.values.size() > kMostOffered)
        values << u"…"_s;
    return values.join(u", "_s);
}

} // namespace

void RunbookStart::setLevers(std::vector<runbook::LeverDescription> levers)
{
    m_levers = std::move(levers);
    showValues();
    updateStart();
}

const runbook::Runbook* RunbookStart::chosenRunbook() const
{
    const int row = m_choice->currentIndex();
    return row < 0 ? nullptr : &m_runbooks[static_cast<std::size_t>(row)];
}

const runbook::LeverDescription* RunbookStart::leverTo(const std::string& name) const
{
    const runbook::Runbook* runbook = chosenRunbook();
    if (runbook == nullptr)
        return nullptr;
    for (const runbook::Step& step : runbook->steps) {
        if (step.kind != runbook::StepKind::Lever || step.to != "{" + name + "}")
            continue;
        const std::string id = runbook::withKnownParameters(step, {{"service", service()}}).lever;
        const auto lever = std::ranges::find(m_levers, id, &runbook::LeverDescription::id);
        if (lever != m_levers.end() && !lever->values.empty())
            return &*lever;
    }
    return nullptr;
}

void RunbookStart::showValues()
{
    for (auto& [name, place] : m_values) {
        qDeleteAll(place->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
        delete place->layout();
        const runbook::LeverDescription* lever = leverTo(name);
        place->setVisible(lever != nullptr);
        if (lever == nullptr)
            continue;
        auto* row = new common::FlowLayout(common::kSpace1);
        auto* takes = new QLabel(tr("The lever takes:"), place);
        takes->setFont(m_theme.font(common::TextSize::Small));
        takes->setForegroundRole(QPalette::PlaceholderText);
        row->addWidget(takes);
        for (std::size_t i = 0; i < std::min(kMostOffered, lever->values.size()); ++i) {
            const QString value = common::safeLine(lever->values[i], 60);
            auto* offer = new QPushButton(place);
            offer->setText(QString(value).replace(u"&"_s, u"&&"_s));
            offer->setAutoDefault(false);
            offer->setAccessibleName(tr("Take %1").arg(value));
            row->addWidget(offer);
            connect(offer, &QPushButton::clicked, this,
                    [this, name = name, raw = lever->values[i]] {
                        m_isInUse = true;
                        m_typed[name] = service();
                        m_fields.at(name)->setText(QString::fromStdString(raw));
                    });
        }
        place->setLayout(row);
    }
}

QString RunbookStart::refusedValues() const
{
    QStringList refused;
    for (const auto& [name, field] : m_fields) {
        const std::string text = field->text().trimmed().toStdString();
        const runbook::LeverDescription* lever = text.empty() ? nullptr : leverTo(name);
        if (lever != nullptr && !runbook::isValueOf(*lever, text))
            refused << tr("%1 has no “%2”. It takes: %3.")
                           .arg(common::safeLine(lever->id, 80), common::safeLine(text, 80),
                                valueList(*lever));
    }
    return refused.join(u' ');
}

void RunbookStart::showEvidence()
{
    for (const auto& [name, label] : m_evidence)
        label->setText(common::safeLine(items::ownWords(evidenceOf(name)), 600));
}

std::map<std::string, std::string> RunbookStart::evidence() const
{
    const telemetry::InEnglish recorded;
    std::map<std::string, std::string> shown;
    for (const auto& [name, label] : m_evidence) {
        if (std::string evidence = evidenceOf(name); !evidence.empty())
            shown[name] = std::move(evidence);
    }
    return shown;
}

} // namespace runbookview
