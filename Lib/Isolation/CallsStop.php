<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

/**
 * Outgoing calls are stopped, but for emergency numbers: as it is stored in one of Core's settings, and as lines of the
 * dialplan that stand in front of every call over a provider. They hold without anything of the module.
 */
final class CallsStop
{
    public const NUMBER = '/\A[0-9]{2,6}\z/';
    public const MOST = 40;
    /** Seen in a file of Asterisk's: whose it is. */
    private const NAME = 'SECURITY_CHECKLIST_CALLS_STOPPED';
    /** "Call rejected" (Q.850). */
    private const CAUSE = 21;

    /** @var list<string> */
    private array $numbers;

    /**
     * @param list<string> $numbers that may be called
     */
    public function __construct(array $numbers)
    {
        $this->numbers = $numbers;
    }

    /**
     * null: calls go out as always, or what is there is none.
     */
    public static function read(string $setting): ?self
    {
        $from = json_decode($setting, true, 3);
        $numbers = is_array($from) ? $from['numbers'] ?? null : null;
        if (!is_array($numbers) || count($numbers) > self::MOST) {
            return null;
        }
        $own = [];
        foreach ($numbers as $number) {
            if (!is_string($number) || preg_match(self::NUMBER, $number) !== 1) {
                return null;
            }
            $own[] = $number;
        }
        return new self($own);
    }

    public function written(): string
    {
        return (string) json_encode(['numbers' => $this->numbers]);
    }

    /**
     * @return list<string>
     */
    public function numbers(): array
    {
        return $this->numbers;
    }

    /**
     * For one way out, before it dials: `number` is what the provider gets, `EXTEN` what was dialled.
     */
    public function lines(): string
    {
        $allowed = '^(' . implode('|', $this->numbers === [] ? ['none'] : $this->numbers) . ')$';
        return implode("\n\t", [
            'same => n,Set(' . self::NAME . '=1)',
            'same => n,ExecIf($["${REGEX("' . $allowed . '" ${number})}" == "1"]?Set(' . self::NAME . '=0))',
            'same => n,ExecIf($["${REGEX("' . $allowed . '" ${EXTEN})}" == "1"]?Set(' . self::NAME . '=0))',
            'same => n,ExecIf($["${' . self::NAME . '}" == "1"]?Playback(cannot-complete-as-dialed,noanswer))',
            'same => n,ExecIf($["${' . self::NAME . '}" == "1"]?Hangup(' . self::CAUSE . '))',
        ]) . "\n";
    }

    /**
     * Whether Asterisk's file stops calls on every way out, and lets those through that this one lets through.
     */
    public function isIn(string $dialplan): bool
    {
        $first = 'same => n,Set(' . self::NAME . '=1)';
        $lines = preg_quote(trim($this->lines()), '/');
        $pattern = '/' . (string) preg_replace('/\s+/', '\s+', $lines) . '/';
        $isWhole = preg_match_all($pattern, $dialplan) === substr_count($dialplan, $first);
        return $isWhole && substr_count($dialplan, $first) === WaysOut::in($dialplan);
    }

    public static function isAnywhereIn(string $dialplan): bool
    {
        return strpos($dialplan, self::NAME) !== false;
    }
}
