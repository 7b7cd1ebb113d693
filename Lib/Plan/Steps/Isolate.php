<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;

/**
 * Only these networks get in from now on, whatever the rules of the firewall say; the phones of others go on where they are named.
 */
final class Isolate extends Lasting
{
    private const HIGHEST_PORT = 65535;

    public static function kind(): string
    {
        return 'isolation.on';
    }

    public static function key(): string
    {
        return Config::ISOLATION;
    }

    public static function fields(): array
    {
        return ['networks', 'phones', 'providers', 'services', 'signalling', 'media'];
    }

    public static function read(Fields $fields): Step
    {
        $media = $fields->numbers('media', 1, self::HIGHEST_PORT, 2, 2);
        if (count($media) !== 2 || $media[0] > $media[1]) {
            throw $fields->unfit('media');
        }
        $isolation = new Isolation(
            self::networks($fields, 'networks', 1, Isolation::MOST_NETWORKS),
            self::networks($fields, 'phones', 0, Isolation::MOST_PHONES),
            self::networks($fields, 'providers', 0, Isolation::MOST_PROVIDERS),
            $fields->numbers('services', 1, self::HIGHEST_PORT, 1, Isolation::MOST_PORTS),
            $fields->numbers('signalling', 1, self::HIGHEST_PORT, 0, Isolation::MOST_PORTS),
            $media
        );
        return new self($isolation->written());
    }

    public function parts(): array
    {
        return ['ports'];
    }

    public function told(): array
    {
        $isolation = Isolation::read($this->value());
        return [
            'kind' => self::kind(),
            'networks' => $isolation === null ? [] : $isolation->networks(),
            'phones' => $isolation === null ? [] : $isolation->phones(),
        ];
    }

    /**
     * @return list<string>
     *
     * @throws Refused
     */
    private static function networks(Fields $fields, string $name, int $least, int $most): array
    {
        $networks = $fields->list($name, Isolation::NETWORK, $least, $most);
        foreach ($networks as $network) {
            if (Isolation::family($network) === 0) {
                throw $fields->unfit($name);
            }
        }
        return $networks;
    }
}
