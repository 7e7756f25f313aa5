// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/NodeForm.h"

#include "ui/rules/RuleWords.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QTextDocument>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace signalbox::ui {

NodeForm::NodeForm(QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(8);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

NodeForm::~NodeForm() = default;

void NodeForm::setNode(const models::RouteNode &node, const NodeSurroundings &surroundings)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_isSameNode = std::exchange(m_id, surroundings.node) == surroundings.node;
    m_node = node;
    fill(surroundings);
}

void NodeForm::setProblems(const QList<NodeProblem> &problems)
{
    if (problems.isEmpty() && !m_problems)
        return;
    if (!m_problems) {
        m_problems = makeLabel({}, TextRole::Caption, this);
        m_problems->setObjectName(QStringLiteral("nodeProblems"));
        m_problems->setWordWrap(true);
        m_form->insertRow(0, m_problems);
    }
    QStringList lines;
    for (const NodeProblem &problem : problems) {
        lines.append(problemsText({problem.problem}));
        if (!problem.problem.hint.isEmpty())
            lines.last() += QLatin1Char(' ') + problem.problem.hint;
    }
    m_problems->setText(lines.join(QLatin1Char('\n')));
    setRow(m_problems, problems.isEmpty() ? Row::Hidden : Row::Shown);
}

void NodeForm::setMoment(const Moment &)
{}

void NodeForm::addRow(const QString &label, QWidget *field)
{
    if (auto *choice = qobject_cast<QComboBox *>(field)) {
        // The longest of its texts would make the form wider than its place.
        constexpr int shownLetters = 10;
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(shownLetters);
    }
    m_form->addRow(label, field);
    field->setAccessibleName(label);
}

void NodeForm::addWideRow(QWidget *field)
{
    m_form->addRow(field);
}

void NodeForm::addWideRow(QLayout *fields)
{
    m_form->addRow(fields);
}

void NodeForm::addHeading(const QString &text)
{
    m_form->addRow(makeLabel(text, TextRole::Strong, this));
}

void NodeForm::setRow(QWidget *field, Row row)
{
    m_form->setRowVisible(field, row == Row::Shown);
}

QSpinBox *NodeForm::makeNumber(int least, int most, const QString &suffix)
{
    auto *box = new QSpinBox(this);
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setKeyboardTracking(false); // 120 is not 1, then 12, then 120
    box->setGroupSeparatorShown(true);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    return box;
}

void NodeForm::showText(QLineEdit *field, const QString &text) const
{
    const bool isWriting = m_isSameNode && field->hasFocus() && field->isModified();
    if (!isWriting && field->text() != text)
        field->setText(text);
}

void NodeForm::showText(QPlainTextEdit *field, const QString &text) const
{
    const bool isWriting = m_isSameNode && field->hasFocus() && field->document()->isModified();
    if (!isWriting && field->toPlainText() != text)
        field->setPlainText(text);
}

void NodeForm::showNumber(QSpinBox *field, qint64 value)
{
    // Not the same value again, which would take back what is half written.
    const qint64 most = std::numeric_limits<int>::max();
    const auto fitted = static_cast<int>(std::min(value, most));
    if (field->value() != fitted)
        field->setValue(fitted);
}

void NodeForm::showNumber(QDoubleSpinBox *field, double value)
{
    const double step = std::pow(10.0, -field->decimals());
    if (std::abs(field->value() - value) > step / 2)
        field->setValue(value);
}

void NodeForm::showChoice(QComboBox *field, QStringList choices, const QString &chosen)
{
    if (!choices.contains(chosen))
        choices.prepend(chosen);
    QStringList shown;
    for (int place = 0; place < field->count(); ++place)
        shown.append(field->itemText(place));
    if (shown != choices) { // which would close its list
        field->clear();
        field->addItems(choices);
    }
    field->setCurrentText(chosen);
}

} // namespace signalbox::ui
