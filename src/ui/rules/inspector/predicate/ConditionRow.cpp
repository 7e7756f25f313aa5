// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/ConditionRow.h"

#include "models/policy/edit/ConditionText.h"
#include "ui/rules/inspector/predicate/ConditionWords.h"
#include "ui/rules/inspector/predicate/SignalChooser.h"
#include "ui/rules/inspector/predicate/SignalSuggestions.h"
#include "ui/rules/inspector/predicate/ValueField.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::Comparison;
using models::Condition;
using models::SignalKind;

namespace {

/// `exists: false` is a comparison of its own in the list.
constexpr int isMissing = -1;

int listed(const Condition &condition)
{
    const bool isFalse =
        condition.values.size() == 1 && condition.values.first() == models::SignalValue(false);
    return condition.comparison == Comparison::Exists && isFalse
        ? isMissing
        : static_cast<int>(condition.comparison);
}

} // namespace

ConditionRow::ConditionRow(const Theme &theme, const models::PredicatePath &path, QWidget *parent)
    : PredicateRow(theme, path, parent)
    , m_name(new SignalChooser(this))
    , m_comparison(new QComboBox(this))
    , m_value(new ValueField(theme, this))
{
    m_comparison->setObjectName(QStringLiteral("comparison"));
    m_comparison->setAccessibleName(tr("How it is compared"));
    m_comparison->setMaxVisibleItems(20);
    m_value->setObjectName(QStringLiteral("conditionValue"));
    m_value->setAccessibleName(tr("What it is compared with"));
    head()->insertWidget(0, m_name, 1);
    auto *compared = new QHBoxLayout;
    compared->setSpacing(4);
    compared->addWidget(m_comparison);
    compared->addWidget(m_value, 1);
    column()->addLayout(compared);
    setFocusProxy(m_name);
    setTabOrder(m_comparison, m_value);

    offer(PredicateAction::Add, tr("Add a condition below"), Qt::ALT | Qt::Key_Insert);
    offer(PredicateAction::Group, tr("Put into a group"), Qt::CTRL | Qt::SHIFT | Qt::Key_G);
    offer(PredicateAction::Negate, tr("Turn into the opposite"), Qt::CTRL | Qt::SHIFT | Qt::Key_I);
    offer(PredicateAction::MoveUp, tr("Move up"), Qt::CTRL | Qt::SHIFT | Qt::Key_Up);
    offer(PredicateAction::MoveDown, tr("Move down"), Qt::CTRL | Qt::SHIFT | Qt::Key_Down);
    offer(PredicateAction::Remove, tr("Remove"), Qt::ALT | Qt::Key_Delete);

    connect(m_name, &SignalChooser::chosen, this, [this](const models::SignalName &name) {
        tell(models::withSignal(m_condition, name));
    });
    connect(m_comparison, &QComboBox::activated, this, &ConditionRow::changeComparison);
    connect(m_value, &QLineEdit::editingFinished, this, &ConditionRow::changeValue);
    connect(m_value, &ValueField::suggestionChosen, this, [this] {
        if (!models::takesList(m_condition.comparison)) // where one more may follow
            changeValue();
    });
}

void ConditionRow::setPart(const models::Predicate &part, const NodeSurroundings &surroundings)
{
    const Condition &condition = part.condition;
    const bool isSameQuestion =
        condition.signal == m_condition.signal && condition.comparison == m_condition.comparison;
    m_condition = condition;
    m_name->setName(condition.signal);
    for (const SignalKind kind : {SignalKind::Header, SignalKind::Metadata, SignalKind::Body}) {
        if (kind == condition.signal.kind)
            m_name->setArguments(
                kind, suggestedArguments(kind, surroundings.policy, surroundings.observed));
    }
    showComparisons();
    showSuggestions(surroundings);
    const QString text =
        models::valuesText(condition.values, condition.signal, condition.comparison);
    m_value->setVisible(condition.comparison != Comparison::Exists);
    const bool isWriting = isSameQuestion && m_value->hasFocus() && m_value->isModified();
    if (!isWriting && m_value->text() != text)
        m_value->setText(text);
}

void ConditionRow::showComparisons()
{
    std::vector<Comparison> offered = models::comparisonsFor(m_condition.signal);
    if (std::ranges::find(offered, m_condition.comparison) == offered.end())
        offered.push_back(m_condition.comparison); // a draft may be wrong
    QList<int> wanted;
    for (const Comparison one : offered) {
        wanted.append(static_cast<int>(one));
        if (one == Comparison::Exists)
            wanted.append(isMissing);
    }
    QList<int> shown;
    for (int place = 0; place < m_comparison->count(); ++place)
        shown.append(m_comparison->itemData(place).toInt());
    if (shown != wanted) {
        m_comparison->clear();
        for (const int one : wanted)
            m_comparison->addItem(one == isMissing ? tr("is missing")
                                                   : comparisonName(static_cast<Comparison>(one)),
                                  one);
    }
    m_comparison->setCurrentIndex(m_comparison->findData(listed(m_condition)));
}

void ConditionRow::showSuggestions(const NodeSurroundings &surroundings)
{
    const bool isList = models::takesList(m_condition.comparison);
    m_value->setSuggestions(suggestedValues(m_condition.signal, m_condition.comparison,
                                            surroundings.policy, surroundings.observed),
                            isList ? ValueField::Count::Several : ValueField::Count::One);
    const models::SignalType type = models::signalType(m_condition.signal.kind);
    m_value->setPlaceholderText(isList                                   ? tr("One, another")
                                    : type == models::SignalType::Number ? tr("Number")
                                                                         : tr("Value"));
}

void ConditionRow::changeComparison()
{
    const int chosen = m_comparison->currentData().toInt();
    Condition condition = models::withComparison(
        m_condition, chosen == isMissing ? Comparison::Exists : static_cast<Comparison>(chosen));
    if (condition.comparison == Comparison::Exists)
        condition.values = {models::SignalValue(chosen != isMissing)};
    tell(condition);
}

void ConditionRow::changeValue()
{
    auto values = models::readValues(m_value->text(), m_condition.signal, m_condition.comparison);
    if (!values)
        return setProblem(values.error());
    m_value->setModified(false);
    setProblem({});
    Condition condition = m_condition;
    condition.values = values.takeValue();
    tell(condition);
}

void ConditionRow::tell(const Condition &condition)
{
    if (condition == m_condition)
        return;
    m_condition = condition;
    emit edited({.kind = models::Predicate::Kind::Condition, .condition = condition});
}

} // namespace signalbox::ui
