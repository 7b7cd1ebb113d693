<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Hands;
use Modules\ModuleSecurityChecklist\Lib\Plan\Made;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Ends the bans of addresses in these networks. Nothing is kept of it, and nobody is banned again on undo.
 */
final class Unban implements ReadableStep
{
    private const MOST_NAMED = 10;

    /** @var list<string> */
    private array $networks;

    /**
     * @param list<string> $networks
     */
    private function __construct(array $networks)
    {
        $this->networks = $networks;
    }

    public static function kind(): string
    {
        return 'fail2ban.unban';
    }

    public static function fields(): array
    {
        return ['networks'];
    }

    public static function read(Fields $fields): Step
    {
        return new self(PatchFail2ban::networks($fields, 'networks', 1));
    }

    public function parts(): array
    {
        return ['fail2ban'];
    }

    public function makesRule(): bool
    {
        return false;
    }

    public function refersTo(): ?int
    {
        return null;
    }

    public function objects(int $place, bool $hasOrder): array
    {
        return [];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [];
    }

    public function predict(Config $config, int $place, Made $made, array $categories): Config
    {
        return $config;
    }

    public function play(Hands $hands, Made $made, Config $now): ?int
    {
        foreach ($this->banned($hands) as $address) {
            try {
                $hands->executor()->unban($address);
            } catch (PlayFailed $failed) {
                // The others all the same; who is still banned is read afterwards.
                continue;
            }
        }
        // Bans are in no row that could be read back later.
        $still = $this->banned($hands);
        if ($still !== []) {
            throw PlayFailed::refused('still banned: ' . implode(' ', array_slice($still, 0, self::MOST_NAMED)));
        }
        return null;
    }

    public function isPlayed(Config $foretold, Config $now, int $place, Made $made): bool
    {
        return true;
    }

    /**
     * The server starts anew after a change of its numbers, and is not there to be asked for some seconds.
     */
    public function mayMiss(): bool
    {
        return true;
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'networks' => $this->networks];
    }

    /**
     * @return list<string>
     */
    private function banned(Hands $hands): array
    {
        $own = [];
        foreach ($hands->executor()->banned() as $address) {
            if (Networks::hold(implode(',', $this->networks), $address)) {
                $own[] = $address;
            }
        }
        return $own;
    }
}
