// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "models/policy/checks/AtomSet.h"
#include "models/policy/checks/SignalDomain.h"
#include "models/policy/checks/TextPattern.h"

#include <QHash>
#include <QStringList>

#include <vector>

namespace signalbox::models {

/// The values of one signal, cut into the pieces between which a number of comparisons tell no
/// difference: the atoms. A table or a condition is then a matter of finitely many cases.
///
/// An atom is either one value that stands for all of its piece (they are numbered first), or a
/// region of texts of which only some things are known: those that match one pattern, or none.
/// Regions may overlap; together with the values they are everything. A value, for any thread.
class SignalAtoms final
{
public:
    explicit SignalAtoms(const SignalName &signal);

    /// Makes \a test, which is not "any", one that the atoms tell apart. Returns its number; equal
    /// ones share it.
    int add(const TableCell &test);
    /// Cuts the values; call it once, after all add(). False: this would be too much work.
    [[nodiscard]] bool cut();

    [[nodiscard]] int count() const { return m_values + m_regions; }
    /// The first so many atoms are values.
    [[nodiscard]] int valueCount() const { return m_values; }
    /// Whether the values alone are everything.
    [[nodiscard]] bool isExact() const { return m_regions == 0; }
    /// "hour 3", "model \"other\"", "header.x missing": the value \a atom in words.
    [[nodiscard]] QString inWords(int atom) const;

    /// Atoms that together hold everything for which \a test holds, and for which it holds.
    [[nodiscard]] const AtomSet &parts(int test) const { return at(test).parts; }
    /// All atoms for which \a test is known to hold.
    [[nodiscard]] const AtomSet &holds(int test) const { return at(test).holds; }
    /// All atoms for which it is not known not to hold.
    [[nodiscard]] const AtomSet &mayHold(int test) const { return at(test).mayHold; }

private:
    struct Test
    {
        Comparison comparison = Comparison::Equal;
        QList<SignalValue> values{};
        int pattern = -1;
        AtomSet parts{};
        AtomSet holds{};
        AtomSet mayHold{};
    };

    [[nodiscard]] const Test &at(int test) const { return m_tests[static_cast<std::size_t>(test)]; }
    /// The numbers that tests compare with, within the domain, in order.
    [[nodiscard]] std::vector<double> borders() const;
    void cutNumbers();
    void setNumbers(Test &test) const;
    void addNumber(double number);
    bool cutTexts();
    void collectTexts();
    void addText(const QString &text);
    void addSamples();
    void setText(Test &test) const;
    void setOpaque();
    void setExistence(Test &test) const;
    [[nodiscard]] AtomSet valuesOf(const Test &test) const;
    [[nodiscard]] bool holdsFor(const Test &test, const SignalValue &value) const;
    static void setExact(Test &test, AtomSet set);

    SignalName m_signal;
    SignalDomain m_domain;
    std::vector<Test> m_tests;
    QHash<QString, int> m_testByKey;
    std::vector<TextPattern> m_patterns;
    std::vector<SignalValue> m_examples; ///< of the value atoms
    QHash<QString, int> m_textIndex; ///< texts to their atom
    bool m_isOpaque = false; ///< numbers among the texts: equal is more than the same text
    int m_values = 0;
    int m_regions = 0;
};

} // namespace signalbox::models
