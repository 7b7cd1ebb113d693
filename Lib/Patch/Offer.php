<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Patch;

use Modules\ModuleSecurityChecklist\Lib\Facts\Container;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Settings;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Who may have the fix: exactly the release that it is for. In a Docker container it would be gone with the container, and
 * what it does there was never seen.
 */
final class Offer
{
    public const RELEASE = '2024.1.114';

    private Settings $settings;
    private Container $container;

    public function __construct(Settings $settings, Container $container)
    {
        $this->settings = $settings;
        $this->container = $container;
    }

    /**
     * @throws Trouble
     * @throws CannotRead
     */
    public function mustStand(): void
    {
        if (trim($this->settings->text('PBXVersion')) !== self::RELEASE) {
            throw new Trouble(Trouble::OTHER_RELEASE);
        }
        if ($this->container->find()['kind'] === Container::DOCKER) {
            throw new Trouble(Trouble::CONTAINER);
        }
    }
}
