// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <random>

namespace signalbox::tests {

/// Choices at random, the same ones for the same seed.
class RandomChoice
{
public:
    explicit RandomChoice(unsigned seed)
        : m_random(seed)
    {}

    /// 0 .. \a limit - 1.
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }
    unsigned any() { return static_cast<unsigned>(m_random()); }
    bool chance() { return below(2) == 1; }
    double share() { return below(1001) / 1000.0; }

    /// Any characters that a model or a header value may have, no space around them.
    QString text()
    {
        const QString letters = QStringLiteral("aZ09 /\\\"'{}[]:,~.-_é€中😀\u2028");
        QString result;
        const int length = 1 + below(20);
        for (int i = 0; i < length; ++i)
            result += letters[below(static_cast<int>(letters.size()))];
        // Halves of a surrogate pair are no text, and UTF-8 has none.
        return u'a' + QString::fromUtf8(result.toUtf8()).trimmed() + u'z';
    }

    template<typename List>
    auto oneOf(const List &list)
    {
        return list[static_cast<decltype(list.size())>(below(static_cast<int>(list.size())))];
    }

private:
    std::mt19937 m_random;
};

} // namespace signalbox::tests
