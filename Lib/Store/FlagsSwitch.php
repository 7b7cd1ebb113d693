<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;

/**
 * Who wants no marks beside settings. Everybody sees them until they switch them off.
 *
 * Kept are hashes of names: of equal length, and apart even where a name is not UTF-8.
 */
final class FlagsSwitch
{
    /** Of too many, those who switched them off first see them again. */
    public const MOST = 500;

    private const NAME = 'flags-off';

    private Kept $kept;

    public function __construct(Kept $kept)
    {
        $this->kept = $kept;
    }

    /**
     * @throws CannotStore
     */
    public function isOn(string $person): bool
    {
        return !in_array(self::sign($person), $this->off(), true);
    }

    /**
     * Inside `Storage::atOnce`: it reads before it writes.
     *
     * @throws CannotStore
     */
    public function put(string $person, bool $isOn): void
    {
        $off = array_diff($this->off(), [self::sign($person)]);
        if (!$isOn) {
            $off[] = self::sign($person);
        }
        $this->kept->put(self::NAME, array_slice(array_values($off), -self::MOST));
    }

    /**
     * @return array<string> signs, the latest one last
     *
     * @throws CannotStore
     */
    private function off(): array
    {
        return array_filter($this->kept->get(self::NAME) ?? [], 'is_string');
    }

    private static function sign(string $person): string
    {
        return hash('sha256', $person);
    }
}
