<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\RootReadings;

/**
 * What the API keeps of renewed secrets, and none of them is in it: which phones were there before, as they drop out of
 * Asterisk's list minutes later; and whether a person has said that they have the new ones, which counts at once.
 *
 * @phpstan-type Phone array{address: string, userAgent: string}
 */
final class RotationNotes
{
    private const NAME = 'rotations';
    /** Plans, the latest one last. */
    private const MOST = 5;
    private const MOST_PHONES = 5;
    private const LONGEST = 120;

    private Kept $kept;

    public function __construct(Kept $kept)
    {
        $this->kept = $kept;
    }

    /**
     * Inside `Storage::atOnce`: it reads before it writes.
     *
     * @param array<string, list<Phone>> $phones by account
     *
     * @throws CannotStore
     */
    public function keepPhones(string $plan, array $phones): void
    {
        $this->put($plan, ['phones' => $phones] + $this->of($plan));
    }

    /**
     * Inside `Storage::atOnce`.
     *
     * @throws CannotStore
     */
    public function closeSheet(string $plan): void
    {
        $this->put($plan, ['closed' => true] + $this->of($plan));
    }

    /**
     * @throws CannotStore
     */
    public function isSheetClosed(string $plan): bool
    {
        return ($this->of($plan)['closed'] ?? null) === true;
    }

    /**
     * @return array<string, list<Phone>> by account
     *
     * @throws CannotStore
     */
    public function phones(string $plan): array
    {
        $phones = [];
        $kept = $this->of($plan)['phones'] ?? null;
        foreach (is_array($kept) ? $kept : [] as $account => $those) {
            foreach (is_array($those) ? $those : [] as $one) {
                if (is_array($one) && is_string($one['address'] ?? null) && is_string($one['userAgent'] ?? null)) {
                    $phones[(string) $account][] = ['address' => $one['address'], 'userAgent' => $one['userAgent']];
                }
            }
        }
        return $phones;
    }

    /**
     * At this moment; none where that cannot be read.
     *
     * @return array<string, list<Phone>> by account
     */
    public static function registered(RootReadings $root): array
    {
        try {
            $devices = $root->devices();
        } catch (CannotRead $hidden) {
            return [];
        }
        $phones = [];
        foreach ($devices as ['account' => $account, 'address' => $address, 'userAgent' => $userAgent]) {
            $phone = ['address' => self::cut($address), 'userAgent' => self::cut($userAgent)];
            $those = $phones[$account] ?? [];
            if (count($those) < self::MOST_PHONES && !in_array($phone, $those, true)) {
                $phones[$account] = array_merge($those, [$phone]);
            }
        }
        return $phones;
    }

    private static function cut(string $text): string
    {
        return mb_substr($text, 0, self::LONGEST);
    }

    /**
     * @return array<mixed>
     *
     * @throws CannotStore
     */
    private function of(string $plan): array
    {
        $note = ($this->kept->get(self::NAME) ?? [])["p$plan"] ?? null;
        return is_array($note) ? $note : [];
    }

    /**
     * @param array<mixed> $note
     *
     * @throws CannotStore
     */
    private function put(string $plan, array $note): void
    {
        // A letter in front: a key of digits alone would become a number, and lose its zeros.
        $notes = array_diff_key($this->kept->get(self::NAME) ?? [], ["p$plan" => true]) + ["p$plan" => $note];
        $this->kept->put(self::NAME, array_slice($notes, -self::MOST, null, true));
    }
}
