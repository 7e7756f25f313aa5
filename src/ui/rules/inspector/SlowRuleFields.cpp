// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/SlowRuleFields.h"

#include <QComboBox>
#include <QScopedValueRollback>
#include <QSpinBox>

namespace signalbox::ui {

using models::SlowRule;
using Action = SlowRule::Action;

namespace {
constexpr int longestWaitMs = 86'400'000;
constexpr std::chrono::seconds usualWait{5};
} // namespace

SlowRuleFields::SlowRuleFields(QSpinBox *after, QWidget *form)
    : QObject(form)
    , m_action(new QComboBox(form))
    , m_after(after)
{
    m_action->setObjectName(QStringLiteral("slowAction"));
    m_action->addItem(tr("Wait"), static_cast<int>(Action::Nothing));
    m_action->addItem(tr("Give up and try the next"), static_cast<int>(Action::Switch));
    m_action->addItem(tr("Ask the next as well"), static_cast<int>(Action::Hedge));
    m_after->setObjectName(QStringLiteral("slowAfter"));
    m_after->setRange(0, longestWaitMs);
    m_after->setSuffix(tr(" ms"));
    connect(m_action, &QComboBox::activated, this, &SlowRuleFields::tell);
    connect(m_after, &QSpinBox::valueChanged, this, &SlowRuleFields::tell);
}

void SlowRuleFields::setRule(const SlowRule &rule)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_action->setCurrentIndex(m_action->findData(static_cast<int>(rule.action)));
    // Not the same value again, which would take back what is half written.
    const auto after = static_cast<int>(std::min<qint64>(rule.after.count(), longestWaitMs));
    if (m_after->value() != after)
        m_after->setValue(after);
    m_after->setEnabled(rule.action != Action::Nothing);
}

void SlowRuleFields::tell()
{
    if (m_isFilling)
        return;
    SlowRule rule{.action = static_cast<Action>(m_action->currentData().toInt())};
    // Without an action the time says nothing; from the first moment on would make no sense.
    if (rule.action != Action::Nothing)
        rule.after = m_after->value() > 0 ? std::chrono::milliseconds(m_after->value()) : usualWait;
    emit edited(rule);
}

} // namespace signalbox::ui
